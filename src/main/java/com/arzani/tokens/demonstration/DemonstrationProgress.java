package com.arzani.tokens.demonstration;

import java.util.Locale;

/// How far the loading is.
///
/// @param done ledger entries in the database, not yet committed
/// @param total ledger entries wanted
public record DemonstrationProgress(Step step, long done, long total) {
    /// What is being done, in the order of doing.
    public enum Step {
        PREPARING,
        LEDGER,
        PAYMENTS,
        INDEXES,
        TOTALS,
        FINISHED;

        /// The text that tells a person.
        public String textKey() {
            return "demonstration.step." + name().toLowerCase(Locale.ROOT);
        }
    }
}
