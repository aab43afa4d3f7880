package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// Support and finance put things right by hand, each time with a reason; sometimes they are wrong themselves.
final class Staff {
    private static final int GRANTS = 720;
    private static final int MISTAKES = 90;
    private static final int LARGE = 15;
    private static final String[][] FOR_GRANT = {
        {"goodwill", "Waited three days for our answer; apologised and gave a few tokens."},
        {"goodwill", "Long-standing customer, first complaint."},
        {"service_failure", "Messages were not delivered during the outage of that evening."},
        {"service_failure", "The contact form lost the message. The customer sent a screenshot."},
        {"missing_purchase", "Paid by card, tokens did not arrive. Payment seen in Stripe."},
        {"correction", "Took one token too many yesterday.\nGiving it back."},
        {"customer_request", "Moved from the customer's second account, which is closed."},
        {"other", "Prize of the newsletter's autumn quiz."}
    };
    private static final String[][] FOR_TAKE = {
        {"correction", "Granted twice by mistake; the customer knows."},
        {"duplicate_credit", "The same purchase was credited by hand and by the webhook."},
        {"fraud", "Card reported stolen; tokens of that purchase taken back."},
        {"customer_request", "Customer asked us to move tokens to the other account."}
    };

    private final Scene scene;
    private long requests;

    Staff(Scene scene) {
        this.scene = scene;
    }

    void adjust(long moment) {
        int userId = scene.people().pick();
        long balance = scene.ledger().spendable(userId, moment);
        if (scene.draws().perMille(GRANTS)) {
            grant(userId, scene.draws().between(1, 15), moment);
        } else if (balance > 0) {
            take(
                    userId,
                    1 + scene.draws().below(Math.min(balance, 12)),
                    scene.draws().one(FOR_TAKE),
                    moment);
        }
    }

    /// Takes what a suspected fraud has left.
    void confiscate(int userId, long moment) {
        scene.agenda().at(moment, now -> {
            long balance = scene.ledger().spendable(userId, now);
            if (balance > 0) {
                take(userId, balance, FOR_TAKE[2], now);
            }
        });
    }

    private void take(int userId, long tokens, String[] why, long moment) {
        scene.ledger()
                .post(
                        new Movement(scene.draws().key(moment), userId, EntryType.ADJUSTMENT, -1, tokens)
                                .by(Signature.FINANCE)
                                .because(why[0], why[1]),
                        moment);
    }

    private void grant(int userId, long tokens, long moment) {
        String[] why = scene.draws().one(FOR_GRANT);
        if (scene.draws().perMille(LARGE)) {
            approved(userId, 50 + tokens * 10, why, moment);
            return;
        }
        Movement movement = new Movement(scene.draws().key(moment), userId, EntryType.ADJUSTMENT, 1, tokens)
                .by(scene.draws().perMille(800) ? Signature.SUPPORT : Signature.FINANCE)
                .because(why[0], why[1]);
        if (!scene.draws().perMille(MISTAKES)) {
            scene.ledger().post(movement, moment);
            return;
        }
        Posted grant = scene.ledger().post(movement.keep(), moment);
        scene.agenda().at(moment + scene.draws().between(Times.MINUTE, 50 * Times.MINUTE), now -> takeBack(grant, now));
    }

    /// More than support may give alone: finance approved it.
    private void approved(int userId, long tokens, String[] why, long moment) {
        Movement movement = new Movement(scene.draws().key(moment), userId, EntryType.ADJUSTMENT, 1, tokens)
                .by(Signature.FINANCE)
                .because(why[0], why[1])
                .with("{\"request_id\": " + ++requests + "}");
        movement.onBehalfOf = Signature.SUPPORT.actor();
        scene.ledger().post(movement, moment);
    }

    /// A grant to the wrong customer is reversed, if its tokens are still there.
    private void takeBack(Posted grant, long now) {
        if (grant.lot.remaining >= grant.tokens) {
            Movement reversal = new Movement(scene.draws().key(now), grant.userId, EntryType.REVERSAL, -1, grant.tokens)
                    .by(Signature.SUPPORT)
                    .because("correction", "Granted to the wrong customer.")
                    .reversing(grant);
            reversal.fromLot = grant.lot;
            scene.ledger().post(reversal, now);
        }
        scene.ledger().release(grant);
    }
}
