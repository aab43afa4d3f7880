package com.arzani.tokens.reconciliation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// What each side says about a payment, to be shown side by side. Absent values are null.
///
/// @param whyLeft the key of the reason why the system did not put it right by itself, or null
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sides(Stripe stripe, Ours ours, String whyLeft) {
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stripe(String status, Long pence, String currency, Long refundedPence, Boolean live) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ours(Long pence, String currency, Long tokensSold, Long tokensCredited, Long tokensTakenBack) {}

    Sides left(String reason) {
        return new Sides(stripe, ours, reason);
    }
}
