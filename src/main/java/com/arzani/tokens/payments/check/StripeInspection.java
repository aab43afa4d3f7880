package com.arzani.tokens.payments.check;

import com.arzani.tokens.payments.WebhookEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Stripe says of our key and account. Nothing is changed there by any of it.
public interface StripeInspection {
    /// Whether the key is accepted, and what its account is.
    ///
    /// @param live whether it moves real money
    /// @param currencies of its balance, in capitals; empty if the key may not read it
    /// @param stripesTime when Stripe answered, by its own clock
    record Account(boolean live, Set<String> currencies, Optional<Instant> stripesTime) {
        public Account {
            currencies = Set.copyOf(currencies);
        }
    }

    /// @throws TokenProblem `stripe_key_refused` if Stripe does not accept the key
    Account account();

    /// Whether the key has this right. Reading is tried with one object; writing with a change to an object that cannot
    /// exist, which Stripe refuses for lack of the right, or else because there is none.
    boolean grants(KeyRight right);

    List<WebhookEndpoint> webhookEndpoints();

    /// Events of the last thirty days that an endpoint has not taken yet, a hundred at most.
    int undelivered();
}
