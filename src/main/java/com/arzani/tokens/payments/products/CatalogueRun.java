package com.arzani.tokens.payments.products;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A look at both sides, or a sending of what a look found; asked for by a person or by the day.
///
/// @param look the look a sending's person confirmed; 0 for a look
/// @param cause why it failed, or why it waits for another attempt
/// @param report how both sides stood at its end
public record CatalogueRun(
        long id,
        Kind kind,
        State state,
        long look,
        Asked asked,
        Progress progress,
        Optional<Cause> cause,
        Optional<CatalogueReport> report) {
    public enum Kind {
        LOOK,
        SEND;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /// By whom and when; `finished` is null while it is under way.
    public record Asked(String by, Instant at, Instant finished) {}

    /// Steps that were done, of all.
    public record Progress(int done, int total) {}

    /// Why, as a key with arguments for its sentence `problem.<key>`.
    public record Cause(String key, List<String> arguments) {
        public Cause {
            arguments = List.copyOf(arguments);
        }
    }

    public boolean isOver() {
        return state == State.DONE || state == State.FAILED;
    }
}
