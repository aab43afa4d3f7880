package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.problem.TokenProblem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How the work on an event ended.
///
/// @param cause key of a sentence `problem.<key>` or `stripeevents.cause.<key>`; empty if there is nothing to add
/// @param order the order it led to
/// @param entries what is booked for it, also if an earlier event had booked it
public record Outcome(End end, Optional<Cause> cause, OptionalLong order, List<Long> entries) {
    public enum End {
        PROCESSED,
        IGNORED,
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

    public Outcome {
        entries = List.copyOf(entries);
    }

    /// All that was to be done is done.
    public static Outcome processed() {
        return new Outcome(End.PROCESSED, Optional.empty(), OptionalLong.empty(), List.of());
    }

    /// There was nothing to do, for this reason.
    public static Outcome processed(String cause) {
        return new Outcome(End.PROCESSED, Optional.of(new Cause(cause, List.of())), OptionalLong.empty(), List.of());
    }

    /// It does not concern us.
    public static Outcome ignored(String cause) {
        return new Outcome(End.IGNORED, Optional.of(new Cause(cause, List.of())), OptionalLong.empty(), List.of());
    }

    /// A person has to look at it.
    public static Outcome parked(String cause, Object... arguments) {
        List<String> texts = List.of(arguments).stream().map(String::valueOf).toList();
        return new Outcome(End.PARKED, Optional.of(new Cause(cause, texts)), OptionalLong.empty(), List.of());
    }

    static Outcome parked(TokenProblem problem) {
        return new Outcome(End.PARKED, Optional.of(Cause.of(problem)), OptionalLong.empty(), List.of());
    }

    public Outcome of(long orderId) {
        return new Outcome(end, cause, OptionalLong.of(orderId), entries);
    }

    public Outcome with(List<Long> entryIds) {
        return new Outcome(end, cause, order, entryIds);
    }
}
