package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Compares single payments that were met elsewhere: by a refund, a dispute, a finding.
final class PaymentReading {
    /// A payment credited this long before the window began was certainly made before it, and is not among its
    /// payments.
    private static final Duration CREDIT_SLACK = Duration.ofDays(1);

    private final Tools tools;
    private final Examination examination;

    PaymentReading(Tools tools, Examination examination) {
        this.tools = tools;
        this.examination = examination;
    }

    /// Reads each from Stripe and compares it; false if it was cancelled before the last one.
    boolean examine(Run run, Collection<String> paymentIds, BooleanSupplier cancelled) {
        Map<String, Optional<Payment>> read = new LinkedHashMap<>();
        for (String id : paymentIds) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            read.put(id, tools.stripe().payment(id));
        }
        examination.examine(run, read);
        return true;
    }

    /// Those of these payments that the window's own payments do not hold, because they are older.
    List<String> older(Run run, Collection<String> paymentIds) {
        if (paymentIds.isEmpty()) {
            return List.of();
        }
        Instant before = run.window().from().plus(CREDIT_SLACK);
        return tools.bookings().ofIds(paymentIds).values().stream()
                .filter(booking -> booking.entries().stream()
                        .anyMatch(entry -> entry.credits() && entry.createdAt().isBefore(before)))
                .map(Booking::paymentId)
                .sorted()
                .toList();
    }
}
