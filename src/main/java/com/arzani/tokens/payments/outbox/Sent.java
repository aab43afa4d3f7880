package com.arzani.tokens.payments.outbox;

import com.arzani.tokens.problem.TokenProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How sending ended.
///
/// @param resultId Stripe's id of what was made
/// @param result what a screen needs of Stripe's answer; never a secret
/// @param cause key of a sentence `problem.<key>`
public record Sent(End end, Optional<String> resultId, JsonNode result, Optional<Cause> cause) {
    public enum End {
        DONE,
        REFUSED,
        PARKED
    }

    /// Why, as a key with arguments for its sentence.
    public record Cause(String key, List<String> arguments) {
        public Cause {
            arguments = List.copyOf(arguments);
        }

        static Cause of(TokenProblem problem) {
            return new Cause(
                    problem.key(),
                    problem.arguments().stream().map(String::valueOf).toList());
        }
    }

    public static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Stripe did it, now or before.
    public static Sent done(String resultId, JsonNode result) {
        return new Sent(End.DONE, Optional.of(resultId), result, Optional.empty());
    }

    public static Sent done(String resultId) {
        return done(resultId, nothing());
    }

    /// Stripe refused it, or it must not be done any more: that is its end.
    public static Sent refused(String cause, Object... arguments) {
        return new Sent(End.REFUSED, Optional.empty(), nothing(), Optional.of(cause(cause, arguments)));
    }

    /// A person has to look at it and may have it sent again.
    public static Sent parked(String cause, Object... arguments) {
        return new Sent(End.PARKED, Optional.empty(), nothing(), Optional.of(cause(cause, arguments)));
    }

    private static Cause cause(String key, Object... arguments) {
        return new Cause(key, Stream.of(arguments).map(String::valueOf).toList());
    }
}
