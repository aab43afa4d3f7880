package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import java.util.Optional;

/// What we sold, frozen when the checkout was created.
///
/// @param tokens paid and bonus tokens together (ruling 9)
public record Order(
        long id, long userId, Amount price, long tokens, Optional<String> sessionId, Optional<String> paymentId) {}
