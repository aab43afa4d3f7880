package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Charge;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.reconciliation.Difference.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Compares one payment of Stripe's with what we hold on it. Pure: no clock, no database, no network.
final class Reconciler {
    /// Stripe books a charge on the balance at once, as a rule; after this its fee is missed (R18).
    static final Duration FEE_WITHIN = Duration.ofDays(1);

    private final boolean live;

    /// @param live whether our key is one for real money (R13)
    Reconciler(boolean live) {
        this.live = live;
    }

    /// What was found of one payment.
    ///
    /// @param label why sums differ though nothing is wrong, or empty
    record Result(Comparison comparison, List<Difference> differences, Optional<String> label) {}

    /// Whether Stripe has to be asked for the payment's disputes, too.
    static boolean needsDisputes(Optional<Payment> payment, Booking ours) {
        return payment.flatMap(Payment::charge).filter(Charge::disputed).isPresent() || ours.takenByDisputes() != 0;
    }

    /// Whether Stripe has to be asked for the payment's refunds, too: only then a failed one makes a difference.
    static boolean needsRefunds(Evidence theirs, Booking ours) {
        return ours.takenByRefunds() > new Comparison(theirs, ours).dueByRefunds();
    }

    /// Every difference between the two sides; none if they agree.
    ///
    /// @param now    the moment the run looks at, on the database's clock
    /// @param within a payment younger than this may still be on its way to us
    Result compare(Evidence theirs, Booking ours, Instant now, Duration within) {
        Comparison it = new Comparison(theirs, ours);
        List<Difference> found = new ArrayList<>();
        boolean young = theirs.payment()
                .filter(payment -> !payment.origin().createdAt().plus(within).isBefore(now))
                .isPresent();
        if (theirs.payment().filter(payment -> payment.origin().live() != live).isPresent()) {
            found.add(it.difference(
                    FindingClass.R13, OptionalLong.empty(), it.payment().amount(), 0, it.gap()));
        } else if (!theirs.paid()) {
            creditedWithoutPayment(it, found);
        } else if (!it.isOurs()) {
            foreign(it, found);
        } else {
            paid(it, young, now, found);
        }
        debts(it, found);
        return new Result(it, found, it.label(young).filter(label -> found.isEmpty()));
    }

    private static void paid(Comparison it, boolean young, Instant now, List<Difference> found) {
        if (it.sameMoney()) {
            paidTwice(it, found);
            paidWithoutCredit(it, young, found);
            refunds(it, found);
            disputes(it, found);
            duplicates(it, found);
        } else {
            // As long as nobody knows what was sold, nothing that follows from it can be told.
            Gap gap = new Gap(it.gap().pence(), 0);
            found.add(it.difference(
                    FindingClass.R6, OptionalLong.empty(), it.payment().amount(), 0, gap));
        }
        fee(it, now, found);
    }

    private static void creditedWithoutPayment(Comparison it, List<Difference> found) {
        List<Entry> standing = it.ours().standingCredits();
        if (!standing.isEmpty()) {
            long tokens = standing.stream().mapToLong(Entry::tokens).reduce(0, Math::addExact);
            found.add(it.difference(
                    FindingClass.R2,
                    OptionalLong.of(standing.getFirst().id()),
                    it.price(),
                    tokens,
                    new Gap(-it.ledgerPence(), -it.ours().booked())));
        }
    }

    private static void foreign(Comparison it, List<Difference> found) {
        if (it.theirs().refunded() < it.theirs().received()) {
            found.add(it.difference(
                    FindingClass.R14,
                    OptionalLong.empty(),
                    it.payment().amount(),
                    0,
                    new Gap(it.theirs().received(), 0)));
        }
    }

    /// The second payment for one order, or the same sale again minutes later. Once one of them went back it is over.
    private static void paidTwice(Comparison it, List<Difference> found) {
        boolean wentBack = it.theirs().refunded() >= it.payment().amount().pence();
        if (wentBack || !it.ours().isSecondPayment() && it.ours().twin().isEmpty()) {
            return;
        }
        Gap gap = it.ours().everCredited()
                ? Gap.NONE
                : new Gap(it.theirs().received(), it.ours().tokensSold());
        found.add(it.difference(
                FindingClass.R8,
                OptionalLong.empty(),
                it.payment().amount(),
                it.ours().tokensSold(),
                gap));
    }

    private static void paidWithoutCredit(Comparison it, boolean young, List<Difference> found) {
        boolean moneyStayed = it.theirs().refunded() < it.payment().amount().pence();
        if (moneyStayed && !young && !it.ours().everCredited() && !it.ours().isSecondPayment()) {
            found.add(it.difference(
                    FindingClass.R1,
                    OptionalLong.empty(),
                    it.payment().amount(),
                    it.ours().tokensSold(),
                    new Gap(it.theirs().received(), it.tokensDue())));
        }
    }

    private static void refunds(Comparison it, List<Difference> found) {
        long price = it.payment().amount().pence();
        if (price == 0 || !it.ours().everCredited()) {
            return;
        }
        boolean reversed = it.ours().saleReversed();
        long open = Math.subtractExact(
                it.dueByRefunds(), reversed ? it.ours().takenBack() : it.ours().takenByRefunds());
        if (open == 0 || reversed && open < 0) {
            return;
        }
        FindingClass kind = open < 0 && it.theirs().refundFailed()
                ? FindingClass.R15
                : it.theirs().refunded() >= price && open > 0 ? FindingClass.R3 : FindingClass.R4;
        Amount refunded =
                new Amount(it.theirs().refunded(), it.payment().amount().currency());
        found.add(it.difference(kind, OptionalLong.empty(), refunded, open, new Gap(0, -open)));
    }

    private static void disputes(Comparison it, List<Difference> found) {
        if (!it.ours().everCredited()) {
            return;
        }
        long held = it.ours().takenByDisputes();
        long left = Math.max(0, Math.addExact(it.ours().booked(), held));
        long open = Math.subtractExact(it.dueByDisputes(left), held);
        if (open != 0) {
            Amount disputed =
                    new Amount(it.theirs().disputed(), it.payment().amount().currency());
            found.add(it.difference(FindingClass.R5, OptionalLong.empty(), disputed, open, new Gap(0, -open)));
        }
    }

    private static void duplicates(Comparison it, List<Difference> found) {
        List<String> operations = it.ours().standingOperations();
        for (String operation : operations.subList(Math.min(1, operations.size()), operations.size())) {
            Entry first = it.ours().standingCredits().stream()
                    .filter(entry -> entry.operationKey().equals(operation))
                    .findFirst()
                    .orElseThrow();
            long tokens = it.ours().tokensOf(operation);
            found.add(it.difference(
                    FindingClass.R7,
                    OptionalLong.of(first.id()),
                    it.price(),
                    tokens,
                    new Gap(-it.price().pence(), -tokens)));
        }
    }

    private static void fee(Comparison it, Instant now, List<Difference> found) {
        boolean overdue = it.payment().origin().createdAt().plus(FEE_WITHIN).isBefore(now);
        boolean unknown = it.payment()
                .charge()
                .filter(charge -> charge.balanceEntry().isEmpty())
                .isPresent();
        if (overdue && unknown) {
            found.add(it.difference(
                    FindingClass.R18, OptionalLong.empty(), it.payment().amount(), 0, Gap.NONE));
        }
    }

    /// What is spent cannot be taken back: it is owed already, or would be.
    private static void debts(Comparison it, List<Difference> found) {
        long balance = it.ours().wallet().map(Booking.Holding::balance).orElse(Long.MAX_VALUE);
        long missing = found.stream()
                .filter(difference -> switch (difference.kind()) {
                    case R2, R3, R4, R5 -> true;
                    default -> false;
                })
                .mapToLong(difference -> Math.max(0, difference.tokens()))
                .reduce(0, Math::addExact);
        long owed = Math.addExact(it.ours().owed(), missing == 0 ? 0 : Math.max(0, missing - balance));
        if (owed > 0) {
            found.add(it.difference(FindingClass.R19, OptionalLong.empty(), it.price(), owed, Gap.NONE));
        }
    }
}
