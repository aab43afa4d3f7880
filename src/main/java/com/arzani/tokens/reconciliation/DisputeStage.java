package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.Page;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Disputes of the window, of payments that are older than it.
final class DisputeStage implements StageWork {
    private final Tools tools;
    private final PaymentReading reading;

    DisputeStage(Tools tools, PaymentReading reading) {
        this.tools = tools;
        this.reading = reading;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        Page<Dispute> page = tools.books().disputes(run.window(), run.reached().cursor());
        Set<String> payments = new LinkedHashSet<>();
        page.items().forEach(dispute -> dispute.paymentId().ifPresent(payments::add));
        tools.watched()
                .keep(
                        page.items().stream()
                                .filter(dispute -> !dispute.status().isFinal())
                                .map(dispute ->
                                        new Watched.Thing(dispute.id(), Watched.Kind.DISPUTE, dispute.paymentId()))
                                .toList(),
                        List.of());
        if (!reading.examine(run, reading.older(run, payments), cancelled)) {
            return Optional.empty();
        }
        boolean more = page.hasMore() && !page.items().isEmpty();
        return Done.at(
                more
                        ? run.reached().at(page.items().getLast().id())
                        : run.reached().onward());
    }
}
