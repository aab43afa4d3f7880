package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.DisputeStatus;
import com.arzani.tokens.payments.Payment;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Both sides of one payment, and what each of them comes to.
record Comparison(Evidence theirs, Booking ours) {
    /// Tokens to take back in all for a share of the price: rule 8, in exact arithmetic.
    static long share(long tokensSold, long pence, long pricePence) {
        return Math.multiplyExact(tokensSold, Math.min(pence, pricePence)) / pricePence;
    }

    Payment payment() {
        return theirs.payment().orElseThrow();
    }

    /// Whether the payment is anything to us: it names an order, paid for one, or was booked.
    boolean isOurs() {
        return theirs.payment()
                        .map(Payment::orderId)
                        .orElse(OptionalLong.empty())
                        .isPresent()
                || ours.order().isPresent()
                || !ours.entries().isEmpty();
    }

    boolean sameMoney() {
        return ours.order().isEmpty()
                || !theirs.paid()
                || ours.order().get().price().equals(payment().amount())
                        && payment().received() == payment().amount().pence();
    }

    Amount price() {
        return ours.order()
                .map(Order::price)
                .or(() -> theirs.payment().map(Payment::amount))
                .orElse(new Amount(0, "GBP"));
    }

    private long paidPence() {
        return theirs.paid() ? payment().amount().pence() : 0;
    }

    long dueByRefunds() {
        long price = paidPence();
        return price == 0 ? 0 : share(ours.tokensSold(), theirs.refunded(), price);
    }

    /// What disputes must hold at this moment: each its share, the older first, together never more than `left`. A
    /// status
    /// that we have never heard changes nothing.
    long dueByDisputes(long left) {
        long price = paidPence();
        if (theirs.disputes().stream().anyMatch(dispute -> dispute.status() == DisputeStatus.UNKNOWN)) {
            return ours.takenByDisputes();
        }
        long due = 0;
        for (Dispute dispute : theirs.disputes()) {
            if (price > 0 && dispute.status().takesMoney()) {
                long wanted = share(ours.tokensSold(), dispute.amount().pence(), price);
                due += Math.min(wanted, Math.max(0, left - due));
            }
        }
        return due;
    }

    /// Tokens that the customer should have of this payment, by what Stripe says.
    long tokensDue() {
        if (!theirs.paid() || !isOurs()) {
            return 0;
        }
        if (!sameMoney()) {
            // What to credit is a person's decision (R6).
            return ours.booked();
        }
        long left = Math.subtractExact(ours.tokensSold(), dueByRefunds());
        return left - dueByDisputes(left);
    }

    /// Money for which we credited.
    long ledgerPence() {
        if (!ours.everCredited()) {
            return 0;
        }
        int credits = Math.max(1, ours.standingOperations().size());
        return Math.multiplyExact(
                ours.order().map(order -> order.price().pence()).orElse(theirs.received()), credits);
    }

    Difference.Gap gap() {
        return new Difference.Gap(
                Math.subtractExact(theirs.received(), ledgerPence()), Math.subtractExact(tokensDue(), ours.booked()));
    }

    Difference difference(FindingClass kind, OptionalLong entryId, Amount amount, long tokens, Difference.Gap gap) {
        OptionalLong named = theirs.payment().map(Payment::orderId).orElse(OptionalLong.empty());
        OptionalLong own =
                ours.order().map(order -> OptionalLong.of(order.id())).orElse(named);
        // A second payment keeps its finding when it gets an order of its own.
        OptionalLong orderId = kind == FindingClass.R8 && named.isPresent() ? named : own;
        Difference.Subject subject = new Difference.Subject(ours.paymentId(), orderId, entryId, ours.userId());
        return new Difference(kind, subject, amount, tokens, gap, sides());
    }

    private Sides sides() {
        Sides.Stripe stripe = theirs.payment()
                .map(found -> new Sides.Stripe(
                        lower(found.status()),
                        found.amount().pence(),
                        found.amount().currency(),
                        found.refunded(),
                        found.origin().live(),
                        theirs.lastDispute().map(Comparison::lower).orElse(null)))
                .orElse(new Sides.Stripe("unknown_to_stripe", null, null, null, null, null));
        long credited = ours.standingCredits().stream().mapToLong(Entry::tokens).reduce(0, Math::addExact);
        Sides.Ours held = new Sides.Ours(
                ours.order().map(order -> order.price().pence()).orElse(null),
                ours.order().map(order -> order.price().currency()).orElse(null),
                ours.order().map(Order::tokens).orElse(null),
                credited,
                ours.takenBack(),
                ours.takenByDisputes());
        return new Sides(stripe, held, null, null);
    }

    private static String lower(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /// Why the sums differ though nothing is wrong; empty if nothing of that kind is the case.
    Optional<String> label(boolean young) {
        if (theirs.paid() && !ours.everCredited() && isOurs()) {
            if (theirs.refunded() >= paidPence()) {
                return Optional.of("refunded_before");
            }
            return young ? Optional.of("on_its_way") : Optional.empty();
        }
        return ours.saleReversed() ? Optional.of("sale_reversed") : Optional.empty();
    }
}
