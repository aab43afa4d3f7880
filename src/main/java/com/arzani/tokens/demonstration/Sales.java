package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// Customers buy packages; some give up at the checkout, some want their money back, some dispute the payment.
final class Sales {
    private static final int REFUND_EVERY = 55;
    private static final int REFUND_AT = 20;
    private static final int DISPUTE_EVERY = 240;
    private static final int DISPUTE_AT = 60;
    private static final int ABANDONED_EVERY = 13;
    private static final long CHECKOUT_LIMIT = 5 * Times.MINUTE;
    private static final long RECENT = 28 * Times.DAY;
    private static final long TOO_RECENT = 3 * Times.HOUR;
    private static final long LATELY = 8 * Times.DAY;
    private static final int DISPUTED_LATELY = 2;
    private static final int HELD_AFTER = 4;
    private static final int FAILED_AT_LAST = 6;

    private final Scene scene;
    private final PackageHistory packages;
    private final StripePast stripe;
    private final AfterSale after;
    private long orders;
    private int bought;
    private int recent;
    private int lately;

    Sales(Scene scene, PackageHistory packages, StripePast stripe) {
        this.scene = scene;
        this.packages = packages;
        this.stripe = stripe;
        this.after = new AfterSale(scene);
    }

    long orders() {
        return orders;
    }

    /// One purchase, credited at that moment or, when it was planted so, not.
    void buy(int userId, long moment) {
        long ordered = moment - scene.draws().between(40 * Times.SECOND, 4 * Times.MINUTE);
        Difference difference = differenceAt(moment);
        if (++bought % ABANDONED_EVERY == 6) {
            // Mostly people who think better of it.
            int other = scene.draws().perMille(700) ? scene.people().any() : userId;
            abandon(other, ordered - scene.draws().between(Times.MINUTE, 5 * Times.MINUTE));
        }
        Sale sale = sale(userId, ordered);
        if (difference == Difference.NOT_CREDITED) {
            order(sale, ordered, "expired", 0);
            stripe.add(new PastSale(sale.suffix(), sale.orderId(), sale.sold().pence(), moment, true));
            return;
        }
        credit(sale, moment);
        order(sale, ordered, "paid", moment);
        PastSale past = remember(sale, moment, difference);
        if (difference == Difference.CREDITED_TWICE) {
            creditAgain(sale, moment + Times.MINUTE / 2);
        }
        if (difference == Difference.NONE) {
            whatFollows(sale, past, moment);
        }
    }

    /// Many purchases in less than an hour, as with stolen cards: the fifth and later ones are held, most of the money
    /// goes
    /// back. At last the cards fail, and the next purchase is refused.
    ///
    /// @param decided false for one that is too young to be decided
    void burst(int userId, long moment, boolean decided) {
        int times = scene.draws().between(8, 12);
        int[] made = {0};
        for (int i = 0; i < times; i++) {
            scene.agenda()
                    .at(
                            moment + i * scene.draws().between(2 * Times.MINUTE, 4 * Times.MINUTE),
                            at -> buyHastily(userId, at, ++made[0], decided));
        }
        scene.agenda().at(moment + 50 * Times.MINUTE, at -> {
            for (int i = 0; i < FAILED_AT_LAST; i++) {
                abandon(userId, at + i * Times.MINUTE / 2);
            }
            Sale sale = sale(userId, at + 4 * Times.MINUTE);
            order(sale, at + 4 * Times.MINUTE, "refused", 0);
        });
    }

    private void buyHastily(int userId, long at, int number, boolean decided) {
        Sale sale = sale(userId, at - Times.MINUTE);
        credit(sale, at);
        order(sale, at - Times.MINUTE, "paid", at);
        PastSale past = remember(sale, at, Difference.NONE);
        if (number <= HELD_AFTER) {
            after.refundLater(sale, past, at, 1_000);
        } else {
            after.holdForReview(sale, past, at + 900, decided ? number : 0);
        }
    }

    private void whatFollows(Sale sale, PastSale past, long moment) {
        long age = scene.agenda().end() - moment;
        if (age < LATELY && age > TOO_RECENT * 4 && lately < DISPUTED_LATELY) {
            lately++;
            after.disputeLately(sale, past, moment);
        } else if (bought % DISPUTE_EVERY == DISPUTE_AT) {
            after.disputeLater(sale, past, moment, bought / DISPUTE_EVERY);
        } else if (bought % REFUND_EVERY == REFUND_AT) {
            int perMille = bought / REFUND_EVERY % 3 == 2 ? scene.draws().between(200, 600) : 1_000;
            after.refundLater(sale, past, moment, perMille);
        }
    }

    private Difference differenceAt(long moment) {
        long age = scene.agenda().end() - moment;
        return age < RECENT && age > TOO_RECENT ? Difference.ofRecent(++recent) : Difference.NONE;
    }

    private Sale sale(int userId, long ordered) {
        return new Sale(
                ++orders,
                userId,
                packages.choose(ordered, scene.draws()),
                scene.draws().suffix());
    }

    /// As `credit_order`: a purchase and, if there is one, a bonus, the price spread over both (ruling 17).
    private void credit(Sale sale, long moment) {
        PackageVersion sold = sale.sold();
        long pence = sold.pence();
        long paid = pence * sold.tokens() / sale.allTokens();
        String key = "stripe:" + sale.sessionId();
        scene.ledger()
                .post(
                        new Movement(key, sale.userId(), EntryType.PURCHASE, 1, sold.tokens())
                                .about("token_purchase", sold.id())
                                .sale(sale, 0, paid),
                        moment);
        if (sold.bonus() > 0) {
            scene.ledger()
                    .post(
                            new Movement(key, sale.userId(), EntryType.BONUS, 1, sold.bonus())
                                    .about("purchase_bonus", sold.id())
                                    .sale(sale, 1, pence - paid),
                            moment + 500);
        }
    }

    /// What the unique keys cannot see: the same payment under another session's name, without an order.
    private void creditAgain(Sale sale, long moment) {
        Movement again = new Movement(
                "stripe:cs_test_" + scene.draws().suffix(),
                sale.userId(),
                EntryType.PURCHASE,
                1,
                sale.sold().tokens());
        again.payment = sale.paymentId();
        scene.ledger().post(again.about("token_purchase", sale.sold().id()), moment);
    }

    private PastSale remember(Sale sale, long moment, Difference difference) {
        long pence = sale.sold().pence();
        long charged = difference == Difference.OTHER_AMOUNT ? pence - 500 : pence;
        PastSale past = new PastSale(
                sale.suffix(), sale.orderId(), charged, moment, difference != Difference.PAYMENT_CANCELLED);
        long refunded = difference == Difference.REFUNDED
                ? pence
                : difference == Difference.PARTLY_REFUNDED ? pence / 5 * 2 : 0;
        if (refunded > 0) {
            past.refunds.add(new PastSale.Refund(refunded, moment + 2 * Times.HOUR));
        }
        return difference == Difference.PAYMENT_UNKNOWN ? past : stripe.add(past);
    }

    private void abandon(int userId, long ordered) {
        Sale sale = sale(userId, ordered);
        order(sale, ordered, bought % (5 * ABANDONED_EVERY) == 6 ? "failed" : "expired", 0);
        stripe.add(new PastSale(sale.suffix(), sale.orderId(), sale.sold().pence(), ordered + CHECKOUT_LIMIT, false));
    }

    private void order(Sale sale, long ordered, String status, long paidAt) {
        scene.rows()
                .into(Table.ORDERS)
                .number(sale.orderId())
                .text(scene.draws().key(ordered))
                .number(sale.userId())
                .number(sale.sold().id())
                .number(sale.sold().tokens())
                .number(sale.sold().bonus())
                .number(sale.sold().pence())
                .text(status)
                .text(status.equals("refused") ? null : sale.sessionId())
                .text(paidAt == 0 ? null : sale.paymentId())
                .text(Signature.MARKETPLACE.actor())
                .time(ordered)
                .time(ordered + CHECKOUT_LIMIT)
                .time(paidAt)
                .end();
    }
}
