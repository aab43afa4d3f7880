package com.arzani.tokens.reconciliation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/// What each side says, to be shown side by side. Absent values are null.
///
/// @param whyLeft the key of the reason why the system did not put it right by itself, or null
/// @param facts of a finding that is not about a payment, by the name of each; or null
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sides(Stripe stripe, Ours ours, String whyLeft, Map<String, String> facts) {
    /// @param dispute Stripe's word for where the last dispute stands
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stripe(
            String status, Long pence, String currency, Long refundedPence, Boolean live, String dispute) {}

    /// @param tokensHeld what disputes hold or took
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ours(
            Long pence, String currency, Long tokensSold, Long tokensCredited, Long tokensTakenBack, Long tokensHeld) {}

    static Sides of(Map<String, String> facts) {
        return new Sides(null, null, null, facts);
    }

    Sides left(String reason) {
        return new Sides(stripe, ours, reason, facts);
    }
}
