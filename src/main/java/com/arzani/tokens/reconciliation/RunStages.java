package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.StripeGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The steps of a run: payments of the window with what we credited in the same stretch of time, then refunds of older
/// payments, then every open finding that was not met on the way.
final class RunStages {
    private static final int FINDINGS_PAGE = 20;

    /// A payment credited this long before the window began was certainly made before it, and is not among its
    /// payments.
    private static final Duration CREDIT_SLACK = Duration.ofDays(1);

    private final Database database;
    private final StripeGateway stripe;
    private final Bookings bookings;
    private final FindingRows findings;
    private final Examination examination;

    RunStages(Database database, StripeGateway stripe, boolean live) {
        this.database = database;
        this.stripe = stripe;
        this.bookings = new Bookings(database);
        this.findings = new FindingRows(database);
        this.examination = new Examination(findings, new Crediting(database, stripe, live));
    }

    /// Does one page and saves it. Cancelled in the midst of it, the run stays where it was: what was found so far is
    /// found again.
    Run next(Run run, BooleanSupplier cancelled) {
        return switch (run.reached().stage()) {
            case PAYMENTS -> payments(run, cancelled);
            case REFUNDS -> refunds(run, cancelled);
            case OPEN_FINDINGS -> openFindings(run, cancelled);
            case DONE -> run;
        };
    }

    private Run payments(Run run, BooleanSupplier cancelled) {
        PaymentCursor cursor = PaymentCursor.read(run);
        Page<Payment> page = stripe.payments(run.window(), cursor.lastId());
        List<Payment> payments = page.items();
        boolean more = page.hasMore() && !payments.isEmpty();
        Instant low =
                more ? payments.getLast().origin().createdAt() : run.window().from();

        Map<String, Optional<Payment>> theirs = new HashMap<>();
        payments.forEach(payment -> theirs.put(payment.id(), Optional.of(payment)));
        Map<String, Booking> ours = new HashMap<>(bookings.of(payments));
        Runs.Step step = step(payments, ours);

        List<String> missing = new ArrayList<>(bookings.creditedBetween(low, cursor.high()));
        missing.removeAll(theirs.keySet());
        examine(run, theirs, ours);
        if (!examineById(run, missing, cancelled)) {
            return run;
        }

        Run.Reached reached = more
                ? new PaymentCursor(low, Optional.of(payments.getLast().id())).reached()
                : Run.Reached.begin(Run.Stage.REFUNDS);
        return advance(run, reached, step);
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

    private Run refunds(Run run, BooleanSupplier cancelled) {
        Page<Refund> page = stripe.refunds(run.window(), run.reached().cursor());
        Set<String> paymentIds = new HashSet<>();
        page.items().forEach(refund -> refund.paymentId().ifPresent(paymentIds::add));
        Map<String, Booking> ours = paymentIds.isEmpty() ? Map.of() : bookings.ofIds(paymentIds);
        Instant before = run.window().from().plus(CREDIT_SLACK);
        List<String> older = ours.values().stream()
                .filter(booking -> creditedBefore(booking, before))
                .map(Booking::paymentId)
                .toList();
        if (!examineById(run, older, cancelled)) {
            return run;
        }
        boolean more = page.hasMore() && !page.items().isEmpty();
        Run.Reached reached = more
                ? new Run.Reached(
                        Run.Stage.REFUNDS, Optional.of(page.items().getLast().id()))
                : Run.Reached.begin(Run.Stage.OPEN_FINDINGS);
        return advance(run, reached, Runs.Step.NOTHING);
    }

    private static boolean creditedBefore(Booking booking, Instant moment) {
        return booking.entries().stream()
                .filter(Entry::credits)
                .anyMatch(entry -> entry.createdAt().isBefore(moment));
    }

    private Run openFindings(Run run, BooleanSupplier cancelled) {
        long after = run.reached().cursor().map(Long::parseLong).orElse(0L);
        List<FindingRows.Open> open = findings.unseen(run, after, FINDINGS_PAGE);
        for (FindingRows.Open finding : open) {
            if (cancelled.getAsBoolean()) {
                return run;
            }
            recheck(run, finding);
            after = finding.id();
        }
        Run.Reached reached = open.size() < FINDINGS_PAGE
                ? Run.Reached.begin(Run.Stage.DONE)
                : new Run.Reached(Run.Stage.OPEN_FINDINGS, Optional.of(Long.toString(after)));
        return advance(run, reached, Runs.Step.NOTHING);
    }

    private void recheck(Run run, FindingRows.Open finding) {
        Optional<Payment> payment = stripe.payment(finding.stripeId());
        Booking ours = payment.map(found -> bookings.of(List.of(found)))
                .orElseGet(() -> bookings.ofIds(List.of(finding.stripeId())))
                .get(finding.stripeId());
        boolean still = examination.examine(run, payment, ours).stream()
                .anyMatch(seen -> seen.difference().fingerprint().equals(finding.fingerprint()));
        if (!still) {
            boolean credited = finding.kind() == FindingClass.R1 && ours.everCredited();
            findings.close(run, finding.id(), credited ? FindingStatus.FIXED : FindingStatus.GONE);
        }
    }

    private void examine(Run run, Map<String, Optional<Payment>> theirs, Map<String, Booking> ours) {
        examination.examineAll(
                run,
                theirs.entrySet().stream()
                        .map(entry -> new Examination.Pair(
                                entry.getValue(), Objects.requireNonNull(ours.get(entry.getKey()))))
                        .toList());
    }

    /// False if it was cancelled before the last one.
    private boolean examineById(Run run, List<String> paymentIds, BooleanSupplier cancelled) {
        for (String id : paymentIds) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            Optional<Payment> payment = stripe.payment(id);
            Map<String, Booking> ours =
                    payment.map(found -> bookings.of(List.of(found))).orElseGet(() -> bookings.ofIds(List.of(id)));
            examination.examine(run, payment, ours.get(id));
        }
        return true;
    }

    private Run advance(Run run, Run.Reached reached, Runs.Step step) {
        return database.write(session -> Runs.advance(session, run, reached, step));
    }
}
