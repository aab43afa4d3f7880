package com.arzani.tokens.payments;

import java.util.Map;
import java.util.Optional;

/// Disputes at Stripe, read whole and answered. Failures are those of [StripeGateway].
public interface StripeDisputes {
    Optional<DisputeDetail> dispute(String id);

    /// Sends the evidence to the bank, for good: it can be done once.
    ///
    /// @param texts by Stripe's names of its text fields, such as `uncategorized_text`
    DisputeDetail submitEvidence(String operationKey, String id, Map<String, String> texts);

    /// Gives the dispute up, for good: the customer keeps the money.
    DisputeDetail accept(String operationKey, String id);
}
