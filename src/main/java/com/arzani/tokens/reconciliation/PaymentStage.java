package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.PaymentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Payments of the window, with what we credited in the same stretch of time.
final class PaymentStage implements StageWork {
    private final Tools tools;
    private final Examination examination;
    private final PaymentReading reading;

    PaymentStage(Tools tools, Examination examination, PaymentReading reading) {
        this.tools = tools;
        this.examination = examination;
        this.reading = reading;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        PaymentCursor cursor = PaymentCursor.read(run);
        Page<Payment> page = tools.stripe().payments(run.window(), cursor.lastId());
        List<Payment> payments = page.items();
        boolean more = page.hasMore() && !payments.isEmpty();
        Instant low =
                more ? payments.getLast().origin().createdAt() : run.window().from();

        Map<String, Optional<Payment>> theirs = new LinkedHashMap<>();
        payments.forEach(payment -> theirs.put(payment.id(), Optional.of(payment)));
        Runs.Step step = step(payments, tools.bookings().of(theirs));
        List<String> missing = new ArrayList<>(tools.bookings().creditedBetween(low, cursor.high()));
        missing.removeAll(theirs.keySet());
        watch(payments);
        examination.examine(run, theirs);
        if (!reading.examine(run, missing, cancelled)) {
            return Optional.empty();
        }
        Run.Reached reached = more
                ? new PaymentCursor(low, Optional.of(payments.getLast().id())).reached()
                : run.reached().onward();
        return Optional.of(new Done(reached, step));
    }

    /// A delayed method may take days.
    private void watch(List<Payment> payments) {
        tools.watched()
                .keep(
                        payments.stream()
                                .filter(payment -> payment.status() == PaymentStatus.PROCESSING)
                                .map(payment -> new Watched.Thing(
                                        payment.id(), Watched.Kind.PAYMENT, Optional.of(payment.id())))
                                .toList(),
                        List.of());
    }

    private static Runs.Step step(List<Payment> payments, Map<String, Booking> ours) {
        long stripePence = 0;
        long ledgerPence = 0;
        long entries = 0;
        for (Payment payment : payments) {
            Booking booking = ours.get(payment.id());
            entries += booking.entries().size();
            stripePence = Math.addExact(stripePence, payment.succeeded() ? payment.received() : 0);
            if (!booking.standingCredits().isEmpty()) {
                ledgerPence = Math.addExact(
                        ledgerPence,
                        booking.order().map(order -> order.price().pence()).orElse(0L));
            }
        }
        return new Runs.Step(payments.size(), entries, stripePence, ledgerPence);
    }
}
