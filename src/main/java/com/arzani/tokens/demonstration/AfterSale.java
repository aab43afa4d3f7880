package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// Refunds and disputes: Stripe gives the money back, the ledger takes the tokens, as debt if they are spent.
final class AfterSale {
    private final Scene scene;

    AfterSale(Scene scene) {
        this.scene = scene;
    }

    /// A refund within three weeks; one in part is sometimes followed by the rest.
    ///
    /// @param perMille how much of the price
    void refundLater(Sale sale, PastSale past, long moment, int perMille) {
        long at = moment + scene.draws().between(6 * Times.HOUR, 20 * Times.DAY);
        scene.agenda().at(at, now -> {
            refund(sale, past, sale.sold().pence() * perMille / 1_000, now);
            if (perMille < 1_000 && scene.draws().perMille(250)) {
                scene.agenda()
                        .at(now + 3 * Times.DAY, later -> refund(sale, past, past.pence - past.refunded(), later));
            }
        });
    }

    /// A dispute of these days, which nobody has answered.
    void disputeLately(Sale sale, PastSale past, long moment) {
        scene.agenda().at(moment + 6 * Times.HOUR, now -> {
            past.disputed("needs_response", now);
            hold(sale, now);
        });
    }

    /// A dispute holds the tokens; every third is won, every third lost, every third with the bank, who takes long.
    void disputeLater(Sale sale, PastSale past, long moment, int number) {
        long at = moment + scene.draws().between(5 * Times.DAY, 30 * Times.DAY);
        scene.agenda().at(at, now -> {
            past.disputed("needs_response", now);
            Posted hold = hold(sale, now);
            if (number % 3 == 2) {
                scene.agenda().at(now + 6 * Times.DAY, answered -> past.disputed("under_review", answered));
            }
            if (number % 3 != 2) {
                scene.agenda().at(now + scene.draws().between(12 * Times.DAY, 40 * Times.DAY), decided -> {
                    past.disputed(number % 3 == 0 ? "won" : "lost", decided);
                    giveBack(sale, hold, number % 3 == 0, decided);
                });
            }
        });
    }

    private Posted hold(Sale sale, long now) {
        return scene.ledger()
                .post(
                        new Movement(key(sale, ":hold"), sale.userId(), EntryType.DISPUTE, -1, sale.allTokens())
                                .about("dispute_hold", 0)
                                .sale(sale, 0, 0)
                                .owing(sale.orderId())
                                .keep(),
                        now);
    }

    private void giveBack(Sale sale, Posted hold, boolean won, long now) {
        if (won) {
            scene.ledger()
                    .post(
                            new Movement(key(sale, ":return"), sale.userId(), EntryType.DISPUTE, 1, hold.tokens)
                                    .about("dispute_return", 0)
                                    .sale(sale, 0, 0)
                                    .reversing(hold),
                            now);
        }
        scene.ledger().release(hold);
    }

    /// A review's hold, as `risk_post`: it carries the order and no payment. Every third is released, the others are
    /// refunded.
    ///
    /// @param number 0 for one that nobody has decided yet
    void holdForReview(Sale sale, PastSale past, long moment, int number) {
        scene.agenda().at(moment, now -> {
            Posted hold = scene.ledger()
                    .post(
                            review(sale, ":hold", -1, "risk_hold", sale.allTokens())
                                    .owing(sale.orderId())
                                    .keep(),
                            now);
            if (number == 0) {
                scene.ledger().release(hold);
                return;
            }
            scene.agenda().at(now + scene.draws().between(2 * Times.HOUR, 30 * Times.HOUR), decided -> {
                scene.ledger()
                        .post(
                                review(sale, ":release", 1, "risk_release", hold.tokens)
                                        .reversing(hold),
                                decided);
                scene.ledger().release(hold);
                if (number % 3 != 0) {
                    refund(sale, past, past.pence, decided);
                }
            });
        });
    }

    private static Movement review(Sale sale, String phase, int direction, String action, long tokens) {
        Movement movement = new Movement(
                        "risk:" + sale.orderId() + phase, sale.userId(), EntryType.DISPUTE, direction, tokens)
                .about(action, 0);
        movement.orderId = sale.orderId();
        return movement;
    }

    /// Rule 8: what is taken in all is the floor of the tokens' share; the last step takes the rest.
    private void refund(Sale sale, PastSale past, long pence, long now) {
        long before = sale.allTokens() * past.refunded() / sale.sold().pence();
        past.refunds.add(new PastSale.Refund(pence, now));
        long tokens = sale.allTokens() * past.refunded() / sale.sold().pence() - before;
        if (tokens > 0) {
            String key = "stripe:re_" + sale.suffix() + "_" + past.refunds.size();
            scene.ledger()
                    .post(
                            new Movement(key, sale.userId(), EntryType.REFUND, -1, tokens)
                                    .about("stripe_refund", 0)
                                    .sale(sale, 0, 0)
                                    .owing(sale.orderId()),
                            now);
        }
    }

    private static String key(Sale sale, String phase) {
        return "stripe:dp_" + sale.suffix() + phase;
    }
}
