package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// Entries of one sort, taken together: a step of how a balance came about.
///
/// @param action what tokens were spent on; null for every other sort, and for a spend that does not say
/// @param tokens with the sign of what they did; all steps and what is owed add up to the balance
/// @param first  when the first of these entries was posted
/// @param last   when the last one was
public record Flow(Sort sort, String action, long entries, Tokens tokens, Instant first, Instant last) {
    /// In the order in which they are told.
    public enum Sort {
        BOUGHT,
        BONUS,
        /// Granted by a person.
        GRANTED,
        /// A spend, a take or an expiry that was reversed, or a hold that ended.
        GIVEN_BACK,
        SPENT,
        EXPIRED,
        /// The customer's money went back.
        REFUNDED,
        /// Held while a dispute is decided.
        HELD,
        /// A purchase, bonus or grant that was reversed.
        TAKEN_BACK,
        /// Taken by a person.
        TAKEN;

        static Sort of(EntryType type, Direction direction) {
            boolean credit = direction == Direction.CREDIT;
            return switch (type) {
                case PURCHASE -> BOUGHT;
                case BONUS -> BONUS;
                case CONSUMPTION -> SPENT;
                case EXPIRY -> EXPIRED;
                case REFUND -> REFUNDED;
                case ADJUSTMENT -> credit ? GRANTED : TAKEN;
                case DISPUTE -> credit ? GIVEN_BACK : HELD;
                case REVERSAL -> credit ? GIVEN_BACK : TAKEN_BACK;
            };
        }
    }
}
