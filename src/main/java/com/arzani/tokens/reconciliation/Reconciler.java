package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Compares one payment of Stripe's with what we hold on it. Pure: no clock, no database, no network.
public final class Reconciler {
    /// A payment younger than this may still be on its way to us.
    public static final Duration CREDITED_WITHIN = Duration.ofMinutes(15);

    /// Every difference between the two sides; none if they agree.
    ///
    /// @param payment Stripe's side; empty if Stripe does not know the payment
    /// @param now the moment the run looks at, on the database's clock
    public List<Difference> compare(Optional<Payment> payment, Booking ours, Instant now) {
        Comparison comparison = new Comparison(payment, ours);
        List<Difference> found = new ArrayList<>();
        if (payment.isEmpty() || !payment.get().succeeded()) {
            creditedWithoutPayment(comparison, found);
            return found;
        }
        boolean sameMoney = sameMoney(comparison, found);
        if (sameMoney) {
            paidWithoutCredit(comparison, now, found);
        }
        refunds(comparison, found);
        duplicates(comparison, found);
        return found;
    }

    /// Tokens to take back in all for a refund of a share: rule 8, in exact arithmetic.
    public static long tokensToTakeBack(long tokensSold, long refundedPence, long pricePence) {
        return Math.multiplyExact(tokensSold, Math.min(refundedPence, pricePence)) / pricePence;
    }

    private static void creditedWithoutPayment(Comparison it, List<Difference> found) {
        List<Entry> standing = it.ours().standingCredits();
        if (!standing.isEmpty()) {
            long tokens = standing.stream().mapToLong(Entry::tokens).reduce(0, Math::addExact);
            found.add(it.difference(
                    FindingClass.R2, OptionalLong.of(standing.getFirst().id()), it.price(), tokens));
        }
    }

    private static boolean sameMoney(Comparison it, List<Difference> found) {
        Payment payment = it.payment().orElseThrow();
        Optional<Order> order = it.ours().order();
        boolean same = order.isEmpty()
                || order.get().price().equals(payment.amount())
                        && payment.received() == payment.amount().pence();
        if (!same) {
            found.add(it.difference(FindingClass.R6, OptionalLong.empty(), payment.amount(), 0));
        }
        return same;
    }

    private static void paidWithoutCredit(Comparison it, Instant now, List<Difference> found) {
        Payment payment = it.payment().orElseThrow();
        // A payment that names no order is another product's (R14); one refunded in full leaves nothing to credit.
        boolean ours = payment.orderId().isPresent() || it.ours().order().isPresent();
        boolean moneyStayed = payment.refunded() < payment.amount().pence();
        boolean overdue = payment.origin().createdAt().plus(CREDITED_WITHIN).isBefore(now);
        if (ours && moneyStayed && overdue && !it.ours().everCredited()) {
            found.add(it.difference(
                    FindingClass.R1,
                    OptionalLong.empty(),
                    payment.amount(),
                    it.ours().tokensSold()));
        }
    }

    private static void refunds(Comparison it, List<Difference> found) {
        Payment payment = it.payment().orElseThrow();
        long price = payment.amount().pence();
        if (payment.refunded() == 0 || price == 0 || !it.ours().everCredited()) {
            return;
        }
        long due = tokensToTakeBack(it.ours().tokensSold(), payment.refunded(), price);
        long open = Math.subtractExact(due, it.ours().takenBack());
        if (open == 0) {
            return;
        }
        FindingClass kind = payment.refunded() >= price && open > 0 ? FindingClass.R3 : FindingClass.R4;
        Amount refunded = new Amount(payment.refunded(), payment.amount().currency());
        found.add(it.difference(kind, OptionalLong.empty(), refunded, open));
    }

    private static void duplicates(Comparison it, List<Difference> found) {
        List<String> operations = it.ours().standingOperations();
        for (String operation : operations.subList(Math.min(1, operations.size()), operations.size())) {
            Entry first = it.ours().standingCredits().stream()
                    .filter(entry -> entry.operationKey().equals(operation))
                    .findFirst()
                    .orElseThrow();
            found.add(it.difference(
                    FindingClass.R7,
                    OptionalLong.of(first.id()),
                    it.price(),
                    it.ours().tokensOf(operation)));
        }
    }

    private record Comparison(Optional<Payment> payment, Booking ours) {
        Amount price() {
            return ours.order()
                    .map(Order::price)
                    .or(() -> payment.map(Payment::amount))
                    .orElse(new Amount(0, "GBP"));
        }

        Difference difference(FindingClass kind, OptionalLong entryId, Amount amount, long tokens) {
            OptionalLong orderId = ours.order()
                    .map(order -> OptionalLong.of(order.id()))
                    .orElse(payment.map(Payment::orderId).orElse(OptionalLong.empty()));
            Difference.Subject subject = new Difference.Subject(ours.paymentId(), orderId, entryId, ours.userId());
            return new Difference(kind, subject, amount, tokens, sides());
        }

        private Sides sides() {
            Sides.Stripe stripe = payment.map(found -> new Sides.Stripe(
                            found.status().name().toLowerCase(Locale.ROOT),
                            found.amount().pence(),
                            found.amount().currency(),
                            found.refunded(),
                            found.origin().live()))
                    .orElse(new Sides.Stripe("unknown_to_stripe", null, null, null, null));
            long credited =
                    ours.standingCredits().stream().mapToLong(Entry::tokens).reduce(0, Math::addExact);
            Sides.Ours held = new Sides.Ours(
                    ours.order().map(order -> order.price().pence()).orElse(null),
                    ours.order().map(order -> order.price().currency()).orElse(null),
                    ours.order().map(Order::tokens).orElse(null),
                    credited,
                    ours.takenBack());
            return new Sides(stripe, held, null);
        }
    }
}
