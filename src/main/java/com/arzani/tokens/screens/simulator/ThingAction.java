package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.simulator.Thing;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// What customers, banks and Stripe can do to an object, and to which.
enum ThingAction {
    PAY(Thing.Kind.CHECKOUT, Set.of("open"), (simulator, thing, with) -> simulator.pay(thing.id())),
    PAY_LATER(Thing.Kind.CHECKOUT, Set.of("open"), (simulator, thing, with) -> simulator.payLater(thing.id())),
    DECLINE(Thing.Kind.CHECKOUT, Set.of("open"), (simulator, thing, with) -> simulator.decline(thing.id())),
    SETTLE(Thing.Kind.PAYMENT, Set.of("processing"), (simulator, thing, with) -> simulator.settle(thing.id())),
    BOUNCE(Thing.Kind.PAYMENT, Set.of("processing"), (simulator, thing, with) -> simulator.bounce(thing.id())),
    REFUND(
            Thing.Kind.PAYMENT,
            Set.of("succeeded"),
            (simulator, thing, with) -> simulator.refund(thing.id(), with.pence())),
    DISPUTE(
            Thing.Kind.PAYMENT,
            Set.of("succeeded"),
            (simulator, thing, with) -> simulator.dispute(thing.id(), with.reason(), with.pence())),
    INQUIRE(
            Thing.Kind.PAYMENT,
            Set.of("succeeded"),
            (simulator, thing, with) -> simulator.inquiry(thing.id(), with.reason(), with.pence())),
    ESCALATE(
            Thing.Kind.DISPUTE,
            Set.of("warning_needs_response", "warning_under_review"),
            (simulator, thing, with) -> simulator.escalate(thing.id())),
    WIN(Thing.Kind.DISPUTE, Statuses.OPEN_DISPUTES, (simulator, thing, with) -> simulator.win(thing.id())),
    LOSE(Thing.Kind.DISPUTE, Statuses.OPEN_DISPUTES, (simulator, thing, with) -> simulator.lose(thing.id())),
    SUCCEED(
            Thing.Kind.REFUND,
            Set.of("pending", "requires_action"),
            (simulator, thing, with) -> simulator.succeedRefund(thing.id())),
    FAIL(
            Thing.Kind.REFUND,
            Set.of("pending", "requires_action", "succeeded"),
            (simulator, thing, with) -> simulator.failRefund(thing.id())),
    ARRIVE(Thing.Kind.PAYOUT, Set.of("in_transit"), (simulator, thing, with) -> simulator.arrive(thing.id())),
    RETURN(
            Thing.Kind.PAYOUT,
            Set.of("in_transit", "paid"),
            (simulator, thing, with) -> simulator.failPayout(thing.id()));

    private final Thing.Kind kind;
    private final Set<String> statuses;
    private final Doing doing;

    ThingAction(Thing.Kind kind, Set<String> statuses, Doing doing) {
        this.kind = kind;
        this.statuses = statuses;
        this.doing = doing;
    }

    /// What was typed beside it.
    record With(long pence, String reason) {}

    private interface Doing {
        String apply(StripeSimulator simulator, Thing thing, With with);
    }

    private static final class Statuses {
        static final Set<String> OPEN_DISPUTES =
                Set.of("needs_response", "under_review", "warning_needs_response", "warning_under_review");
    }

    static Predicate<ThingAction> fitting(Thing thing) {
        return action -> thing != null && action.kind == thing.kind() && action.statuses.contains(thing.status());
    }

    /// Whether an amount stands beside it.
    boolean takesAmount() {
        return this == REFUND || takesReason();
    }

    boolean takesReason() {
        return this == DISPUTE || this == INQUIRE;
    }

    String apply(StripeSimulator simulator, Thing thing, With with) {
        return doing.apply(simulator, thing, with);
    }

    /// Names its texts and its button.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
