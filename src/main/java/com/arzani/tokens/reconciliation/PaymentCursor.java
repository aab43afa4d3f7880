package com.arzani.tokens.reconciliation;

import java.time.Instant;
import java.util.Optional;

/// Where a run stands among Stripe's payments, newest first.
///
/// @param high everything we credited from this moment on has been compared
/// @param lastId the last payment of the page before; empty at the beginning
record PaymentCursor(Instant high, Optional<String> lastId) {
    static PaymentCursor read(Run run) {
        return run.reached()
                .cursor()
                .map(text -> new PaymentCursor(
                        Instant.ofEpochSecond(Long.parseLong(text.substring(0, text.indexOf(':')))),
                        Optional.of(text.substring(text.indexOf(':') + 1))))
                .orElse(new PaymentCursor(run.window().to(), Optional.empty()));
    }

    Run.Reached reached() {
        return new Run.Reached(Run.Stage.PAYMENTS, lastId.map(id -> high.getEpochSecond() + ":" + id));
    }
}
