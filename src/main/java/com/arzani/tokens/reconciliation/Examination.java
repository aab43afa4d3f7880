package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.StripeBooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares payments with their bookings, notes what differs, and puts right what may be put right. A difference is
/// noted before anything is done about it, so that a run killed in between leaves a trace.
final class Examination {
    private final Reconciler reconciler;
    private final StripeBooks books;
    private final Bookings bookings;
    private final FindingRows findings;
    private final Previews previews;
    private final Repairs repairs;
    private final Items items;

    Examination(Tools tools) {
        this.reconciler = tools.reconciler();
        this.books = tools.books();
        this.bookings = tools.bookings();
        this.findings = tools.findings();
        this.previews = tools.previews();
        this.repairs = tools.repairs();
        this.items = tools.items();
    }

    /// Compares payments just read from Stripe, by their ids; a payment Stripe does not know is empty.
    ///
    /// @return the differences that are left
    List<Difference> examine(Run run, Map<String, Optional<Payment>> theirs) {
        Map<String, Booking> ours = bookings.of(theirs);
        Map<String, Reconciler.Result> results = new LinkedHashMap<>();
        Duration within = repairs.creditedWithin();
        theirs.forEach((id, payment) -> {
            Booking booking = ours.get(id);
            results.put(
                    id,
                    reconciler.compare(
                            evidence(payment, booking), booking, run.window().to(), within));
        });
        List<Notes.Seen> seen = notes(run)
                .note(
                        run,
                        results.values().stream()
                                .flatMap(result -> result.differences().stream())
                                .toList());
        Map<String, List<Notes.Seen>> tried = repair(run, seen, results);
        tried.forEach((id, done) ->
                results.put(id, again(run, results.get(id).comparison().theirs(), done)));
        items.save(run, results);
        return results.values().stream()
                .flatMap(result -> result.differences().stream())
                .toList();
    }

    private Notes notes(Run run) {
        return run.mode().kind() == Run.Kind.DRY ? previews : findings;
    }

    private Evidence evidence(Optional<Payment> payment, Booking ours) {
        Evidence alone = Evidence.of(payment);
        boolean disputed = payment.isPresent() && Reconciler.needsDisputes(payment, ours);
        boolean refunds = payment.isPresent() && Reconciler.needsRefunds(alone, ours);
        String id = ours.paymentId();
        return new Evidence(
                payment, disputed ? books.disputesOf(id) : List.of(), refunds ? books.refundsOf(id) : List.of());
    }

    /// What the system put right, by payment.
    private Map<String, List<Notes.Seen>> repair(
            Run run, List<Notes.Seen> seen, Map<String, Reconciler.Result> results) {
        Map<String, List<Notes.Seen>> done = new LinkedHashMap<>();
        for (Notes.Seen each : seen) {
            Comparison it = results.get(each.difference().subject().stripeId()).comparison();
            if (each.status() == FindingStatus.OPEN && Repairs.isForSystem(each.difference(), it.ours())) {
                if (repaired(run, each, it)) {
                    done.computeIfAbsent(it.ours().paymentId(), id -> new ArrayList<>())
                            .add(each);
                }
            }
        }
        return done;
    }

    private boolean repaired(Run run, Notes.Seen seen, Comparison it) {
        boolean dry = run.mode().kind() == Run.Kind.DRY;
        Optional<String> left = refusal(run, seen, it);
        if (left.isEmpty()) {
            notes(run).acting(run, seen);
            left = dry ? left : repairs.repair(seen.difference(), it.payment(), it.ours(), false);
        }
        left.ifPresent(reason -> notes(run).left(run, seen, reason));
        return left.isEmpty() && !dry;
    }

    /// Why it is not even tried; only what is tried counts for the ceiling.
    private Optional<String> refusal(Run run, Notes.Seen seen, Comparison it) {
        boolean dry = run.mode().kind() == Run.Kind.DRY;
        if (!dry && !run.mode().mayRepair()) {
            return Optional.of("ceiling_asks");
        }
        // What did not help once is tried again only when a person asks for a run.
        if (seen.acted() && run.mode().kind() == Run.Kind.SCHEDULED) {
            return Optional.of("repair_not_enough");
        }
        return repairs.ceiling(seen.difference(), dry ? 0 : findings.acted(run))
                .or(() -> repairs.repair(seen.difference(), it.payment(), it.ours(), true));
    }

    /// Looks again after repairs: what is gone is closed, what is left or has come of it is noted.
    private Reconciler.Result again(Run run, Evidence theirs, List<Notes.Seen> done) {
        String id = done.getFirst().difference().subject().stripeId();
        Booking ours = bookings.of(Map.of(id, theirs.payment())).get(id);
        Reconciler.Result now = reconciler.compare(theirs, ours, run.window().to(), repairs.creditedWithin());
        findings.note(run, now.differences());
        Set<String> still = now.differences().stream()
                .filter(difference -> difference.kind() != FindingClass.R8)
                .map(Difference::fingerprint)
                .collect(Collectors.toSet());
        for (Notes.Seen seen : done) {
            if (still.contains(seen.difference().fingerprint())) {
                findings.left(run, seen, "repair_not_enough");
            } else if (seen.difference().kind() != FindingClass.R8) {
                findings.close(run, seen.id(), FindingStatus.FIXED);
            }
        }
        return now;
    }
}
