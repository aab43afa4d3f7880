package com.arzani.tokens.http;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/// One request, as an endpoint sees it.
public final class Call {
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,150}");

    private final Context request;
    private final Caller caller;
    private final BodyReader bodies;

    Call(Context request, Caller caller, BodyReader bodies) {
        this.request = request;
        this.caller = caller;
        this.bodies = bodies;
    }

    /// The user of the token.
    ///
    /// @throws Rejected `bearer_without_user`
    public long userId() {
        return caller.userId().orElseThrow(() -> new Rejected("bearer_without_user"));
    }

    /// The user, if somebody is signed in.
    public OptionalLong user() {
        return caller.userId();
    }

    /// A number of the path.
    public long number(String name) {
        return Long.parseLong(request.pathParam(name));
    }

    /// A parameter of the query; empty if it is not there.
    public Optional<String> query(String name) {
        return Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isEmpty());
    }

    /// The key under which this request has one effect. Without one it is a new request each time.
    ///
    /// @throws Rejected `operation_key_malformed`
    public String idempotencyKey() {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (!KEY.matcher(key).matches()) {
            throw new Rejected("operation_key_malformed");
        }
        return key;
    }

    /// The body as a JSON object.
    ///
    /// @throws Rejected `body_not_json` or one of its kin
    public JsonBody json() {
        String type = request.contentType();
        if (type == null || !JSON.matcher(type).matches()) {
            throw new Rejected("body_type_wrong");
        }
        if (request.header("Content-Encoding") != null) {
            throw new Rejected("body_too_large");
        }
        try {
            return JsonBody.of(
                    bodies.read(request.bodyInputStream(), request.req().getContentLengthLong()));
        } catch (BodyReader.Refused refused) {
            request.header("Connection", "close");
            throw switch (refused.status()) {
                case BodyReader.TOO_LARGE -> new Rejected("body_too_large");
                case BodyReader.TOO_SLOW -> new Rejected("body_too_slow");
                default -> new Unavailable("too_many_bodies");
            };
        }
    }
}
