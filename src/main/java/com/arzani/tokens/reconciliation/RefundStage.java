package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Refund;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Refunds of the window, of payments that are older than it.
final class RefundStage implements StageWork {
    private final Tools tools;
    private final PaymentReading reading;

    RefundStage(Tools tools, PaymentReading reading) {
        this.tools = tools;
        this.reading = reading;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        Page<Refund> page = tools.stripe().refunds(run.window(), run.reached().cursor());
        Set<String> payments = new LinkedHashSet<>();
        page.items().forEach(refund -> refund.paymentId().ifPresent(payments::add));
        tools.watched().keep(watch(page.items()), List.of());
        if (!reading.examine(run, reading.older(run, payments), cancelled)) {
            return Optional.empty();
        }
        boolean more = page.hasMore() && !page.items().isEmpty();
        return Done.at(
                more
                        ? run.reached().at(page.items().getLast().id())
                        : run.reached().onward());
    }

    private static List<Watched.Thing> watch(List<Refund> refunds) {
        return refunds.stream()
                .filter(RefundStage::isOpen)
                .map(refund -> new Watched.Thing(refund.id(), Watched.Kind.REFUND, refund.paymentId()))
                .toList();
    }

    static boolean isOpen(Refund refund) {
        return switch (refund.status()) {
            case PENDING, REQUIRES_ACTION, UNKNOWN -> true;
            case SUCCEEDED, FAILED, CANCELED -> false;
        };
    }
}
