package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares, notes what differs, and credits what may be credited. A difference is noted before anything is done about
/// it,
/// so that a run killed in between leaves a trace.
final class Examination {
    private final Reconciler reconciler = new Reconciler();
    private final FindingRows findings;
    private final Crediting crediting;

    Examination(FindingRows findings, Crediting crediting) {
        this.findings = findings;
        this.crediting = crediting;
    }

    /// Both sides of one payment.
    record Pair(Optional<Payment> payment, Booking ours) {}

    List<FindingRows.Seen> examine(Run run, Optional<Payment> payment, Booking ours) {
        return examineAll(run, List.of(new Pair(payment, ours)));
    }

    /// Gives the differences that are left.
    List<FindingRows.Seen> examineAll(Run run, List<Pair> pairs) {
        List<FindingRows.Seen> left = new ArrayList<>();
        for (Pair pair : pairs) {
            List<Difference> found =
                    reconciler.compare(pair.payment(), pair.ours(), run.window().to());
            for (FindingRows.Seen seen : findings.note(run, found)) {
                if (!repaired(run, pair, seen)) {
                    left.add(seen);
                }
            }
        }
        return left;
    }

    private boolean repaired(Run run, Pair pair, FindingRows.Seen seen) {
        if (seen.difference().kind() != FindingClass.R1 || seen.status() != FindingStatus.OPEN) {
            return false;
        }
        Optional<String> whyLeft = crediting.credit(
                pair.payment().orElseThrow(), pair.ours(), findings.repaired(run), crediting.ceilings());
        if (whyLeft.isPresent()) {
            findings.left(seen, whyLeft.get());
            return false;
        }
        findings.close(run, seen.id(), FindingStatus.FIXED);
        return true;
    }
}
