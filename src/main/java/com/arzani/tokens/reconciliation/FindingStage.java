package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Payment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Findings still open that the run has not met on its way: closed if their cause is gone.
final class FindingStage implements StageWork {
    private static final int MOST = 20;

    private final Tools tools;
    private final Examination examination;
    private final Payouts payouts;

    FindingStage(Tools tools, Examination examination, Payouts payouts) {
        this.tools = tools;
        this.examination = examination;
        this.payouts = payouts;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        if (run.mode().kind() == Run.Kind.DRY) {
            return Done.at(run.reached().onward());
        }
        long after = run.reached().cursor().map(Long::parseLong).orElse(0L);
        List<FindingRows.Open> open = tools.findings().unseen(run, after, MOST);
        for (FindingRows.Open finding : open) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            if (!still(run, finding)) {
                tools.findings().close(run, finding.id(), finding.acted() ? FindingStatus.FIXED : FindingStatus.GONE);
            }
            after = finding.id();
        }
        return Done.at(
                open.size() < MOST ? run.reached().onward() : run.reached().at(Long.toString(after)));
    }

    private boolean still(Run run, FindingRows.Open finding) {
        if (finding.kind() == FindingClass.R16) {
            return payouts.isWrong(run, finding.stripeId());
        }
        // Of the others not about payments all that there are have been met before.
        boolean ofPayment = finding.kind().ofPayment() && !finding.stripeId().startsWith("evt_");
        if (!ofPayment) {
            return false;
        }
        Optional<Payment> payment = tools.stripe().payment(finding.stripeId());
        return examination.examine(run, Map.of(finding.stripeId(), payment)).stream()
                .anyMatch(difference -> difference.fingerprint().equals(finding.fingerprint()));
    }
}
