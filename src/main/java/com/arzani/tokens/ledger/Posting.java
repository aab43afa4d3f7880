package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.util.Objects;

/// A movement the marketplace's service asks for: consumption, refund, dispute or expiry.
///
/// @param operationKey the same key with the same content is the same posting; with other content a Conflict
/// @param reverses for a dispute's return, the hold it gives back; else null
public record Posting(String operationKey, long userId, EntryType type, Tokens tokens, Long reverses, Context context) {
    public Posting {
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(type);
        Objects.requireNonNull(tokens);
        Objects.requireNonNull(context);
    }

    /// What a movement is about.
    ///
    /// @param actionType such as `contact_seller`
    /// @param onBehalfOf the request or person the service acts for
    /// @param metadata a JSON object as text
    public record Context(
            String actionType,
            Long referenceId,
            Long orderId,
            String paymentIntentId,
            String onBehalfOf,
            String metadata) {
        public static final Context NONE = new Context(null, null, null, null, null, "{}");

        /// Tokens spent on one thing.
        public static Context action(String actionType, Long referenceId) {
            return new Context(actionType, referenceId, null, null, null, "{}");
        }

        /// What Stripe did with an order.
        public static Context order(String actionType, long orderId, String paymentIntentId) {
            return new Context(actionType, null, orderId, paymentIntentId, null, "{}");
        }
    }

    public static Posting consumption(String operationKey, long userId, Tokens tokens, Context context) {
        return new Posting(operationKey, userId, EntryType.CONSUMPTION, tokens, null, context);
    }

    /// Tokens move out of the wallet, unless a hold is given back.
    Direction direction() {
        return reverses == null ? Direction.DEBIT : Direction.CREDIT;
    }
}
