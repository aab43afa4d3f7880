package com.arzani.tokens.payments.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A checkout link that a person asked for, as it stands now.
///
/// @param url where the customer pays; empty until Stripe made it
/// @param cause why it is not there yet or will not come; empty if there is nothing to add
/// @param expiresAt when it ends, by the database's clock
public record CheckoutLink(
        long orderId, CheckoutOffer sold, State state, Optional<String> url, Optional<Cause> cause, Instant expiresAt) {
    /// Why, as a key with arguments for the sentence `problem.<key>`.
    public record Cause(String key, List<String> arguments) {
        public Cause {
            arguments = List.copyOf(arguments);
        }
    }

    public enum State {
        /// Asked for; Stripe is about to be told.
        WAITING,
        /// Stripe could not be asked yet; it is tried again.
        DELAYED,
        /// Stripe refused it, or a person has to look at it.
        PROBLEM,
        /// The customer can pay.
        OPEN,
        /// Its time is over and nobody paid.
        EXPIRED,
        /// The payment failed.
        FAILED,
        /// Refused before a checkout was made.
        REFUSED,
        /// The customer is through; the tokens are not there yet.
        PAID,
        /// Paid, and the tokens are in the wallet.
        CREDITED;

        /// Whether nothing more is to be expected soon.
        public boolean over() {
            return this == CREDITED || this == EXPIRED || this == FAILED || this == REFUSED || this == PROBLEM;
        }
    }
}
