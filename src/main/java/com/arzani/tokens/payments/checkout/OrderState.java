package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import java.util.Optional;

/// How an order stands, for the page to which Stripe sends the customer back: it tells, and credits nothing (rule 4).
///
/// @param status `created`, `paid`, `expired`, `failed` or `refused`
/// @param tokens what was bought, bonus included
public record OrderState(String status, Tokens tokens) {
    /// By the checkout's id, which only the customer and Stripe know.
    public static Optional<OrderState> of(Database database, String sessionId) {
        return database
                .call(session -> session.createNativeQuery(
                                "SELECT status, token_amount + bonus_tokens FROM token_orders"
                                        + " WHERE stripe_checkout_session_id = :session",
                                Object[].class)
                        .setParameter("session", sessionId)
                        .getResultList())
                .stream()
                .findFirst()
                .map(row -> new OrderState((String) row[0], new Tokens(((Number) row[1]).longValue())));
    }
}
