package com.arzani.tokens.market;

/// Why an operator changes a boost, or an access to analytics.
///
/// @param code one of the ledger's reason codes
/// @param note in words, up to 2,000 characters
public record BoostReason(String code, String note) {
    public BoostReason {
        note = Wording.reason(note);
    }
}
