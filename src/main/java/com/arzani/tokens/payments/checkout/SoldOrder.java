package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.payments.Amount;
import java.util.Optional;

/// An order as crediting needs it: what was sold is frozen here, whatever a checkout's metadata says (T8).
///
/// @param status `created`, `paid`, `expired`, `failed` or `refused`
/// @param sessionId absent until its checkout was noted
public record SoldOrder(long id, long userId, Amount price, String status, Optional<String> sessionId) {
    public boolean paid() {
        return status.equals("paid");
    }

    boolean belongsTo(String session) {
        return sessionId.filter(session::equals).isPresent();
    }
}
