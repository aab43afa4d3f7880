package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.money.Pence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything about one dispute, read in one moment.
///
/// @param now of the database
public record DisputeFacts(
        DisputeCase dispute,
        Purchase purchase,
        List<Use> uses,
        List<MoneyMoved> money,
        List<Step> history,
        Others others,
        Draft draft,
        Instant now) {
    /// What was bought.
    ///
    /// @param unspent of its tokens in the customer's wallet now
    public record Purchase(
            String packageName,
            Pence price,
            String currency,
            long tokens,
            long bonus,
            Instant orderedAt,
            Optional<Instant> paidAt,
            long unspent) {}

    /// What one entry took of the purchase's tokens, or (negative) gave back into them.
    ///
    /// @param listing what it was spent on, if it names a listing
    public record Use(
            long entryId,
            Instant at,
            String type,
            String action,
            Optional<Long> listingId,
            Optional<String> listing,
            long tokens) {}

    /// @param category Stripe's word, such as `dispute_reversal`
    public record MoneyMoved(Instant at, String category, Pence amount, Pence fee, Pence net) {}

    /// Something that happened: an event of Stripe's, an entry of ours, a request to Stripe.
    ///
    /// @param entryId of the entry, or 0
    public record Step(Instant at, String kind, String what, String by, long entryId) {}

    /// The customer's other purchases, in numbers.
    public record Others(long orders, long paid, Pence pence, long disputes) {}

    /// @param version of the saved draft, 0 for none
    /// @param cause why Stripe refused the last answer, or why it waits: a key of a sentence
    public record Draft(
            Map<String, String> texts, int version, String by, Optional<Instant> at, Optional<String> cause) {}
}
