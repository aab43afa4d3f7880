package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.Session;

/// Answers one request in one transaction, with the answer of its idempotency key kept in the same transaction.
final class Answering {
    private static final int OK = 200;

    private final Database database;
    private final ObjectMapper mapper;
    private final Endpoints endpoints;
    private final Clock clock;
    private final IdempotentAnswers kept = new IdempotentAnswers();

    Answering(Database database, ObjectMapper mapper, Endpoints endpoints, Clock clock) {
        this.database = database;
        this.mapper = mapper;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /// A request without its transport.
    record Request(String method, String path, String encoded, Optional<String> idempotencyKey) {}

    /// An answer; `replayed` tells that the work was done before.
    record Answer(String body, boolean replayed) {}

    Answer answer(Request request) {
        Params params = Params.decode(request.encoded());
        Endpoints.Match match = endpoints.find(request.method(), request.path());
        params.allowOnly(match.endpoint().params());
        if (request.method().equals("GET")) {
            return new Answer(database.read(session -> work(match, params, session)), false);
        }
        if (request.idempotencyKey().isEmpty()) {
            return new Answer(database.write(session -> work(match, params, session)), false);
        }
        return once(request, match, params);
    }

    private Answer once(Request request, Endpoints.Match match, Params params) {
        String key = request.idempotencyKey().get();
        if (key.length() > 255) {
            throw StripeRefusal.invalid("Idempotency keys may be at most 255 characters long.", null);
        }
        String fingerprint = IdempotentAnswers.fingerprint(request.method(), request.path(), params);
        kept.begin(key);
        try {
            return database.write(session -> {
                Optional<IdempotentAnswers.Kept> earlier = kept.find(session, key, fingerprint);
                if (earlier.isPresent()) {
                    return new Answer(earlier.get().body(), true);
                }
                String body = work(match, params, session);
                kept.keep(session, key, fingerprint, new IdempotentAnswers.Kept(OK, body), clock.instant());
                return new Answer(body, false);
            });
        } finally {
            kept.end(key);
        }
    }

    private String work(Endpoints.Match match, Params params, Session session) {
        Call call = new Call(params, match.id(), new StoredObjects(session, mapper));
        ObjectNode answer = match.endpoint().answer().apply(call);
        return answer.toString();
    }
}
