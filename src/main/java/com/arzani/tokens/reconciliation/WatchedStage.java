package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.PaymentStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Everything that was not final when it was seen, read again by id, however old it is.
final class WatchedStage implements StageWork {
    private static final int MOST = 20;

    private final Tools tools;
    private final PaymentReading reading;
    private final Payouts payouts;

    WatchedStage(Tools tools, PaymentReading reading, Payouts payouts) {
        this.tools = tools;
        this.reading = reading;
        this.payouts = payouts;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        List<Watched.Thing> things =
                tools.watched().after(run.reached().cursor().orElse(""), MOST);
        List<String> over = new ArrayList<>();
        Set<String> payments = new LinkedHashSet<>();
        for (Watched.Thing thing : things) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            if (isOver(run, thing)) {
                over.add(thing.stripeId());
            }
            thing.paymentId().ifPresent(payments::add);
        }
        if (!reading.examine(run, payments, cancelled)) {
            return Optional.empty();
        }
        tools.watched().keep(List.of(), over);
        return Done.at(
                things.size() < MOST
                        ? run.reached().onward()
                        : run.reached().at(things.getLast().stripeId()));
    }

    private boolean isOver(Run run, Watched.Thing thing) {
        String id = thing.stripeId();
        return switch (thing.kind()) {
            case PAYMENT ->
                tools.stripe()
                        .payment(id)
                        .filter(found -> found.status() == PaymentStatus.PROCESSING)
                        .isEmpty();
            case REFUND -> tools.books().refund(id).filter(RefundStage::isOpen).isEmpty();
            case DISPUTE ->
                tools.books()
                        .dispute(id)
                        .filter(found -> !found.status().isFinal())
                        .isEmpty();
            case PAYOUT -> payouts.look(run, id);
        };
    }
}
