package com.arzani.tokens.payments.disputes;

/// Which disputes a list shows.
public enum DisputeFilter {
    NEEDS_RESPONSE("d.status IN ('needs_response', 'warning_needs_response')"),
    IN_REVIEW("d.status IN ('under_review', 'warning_under_review')"),
    DECIDED("d.phase IN ('won', 'lost', 'closed')"),
    ALL("true");

    private final String condition;

    DisputeFilter(String condition) {
        this.condition = condition;
    }

    /// A constant of ours, never anything typed.
    String condition() {
        return condition;
    }
}
