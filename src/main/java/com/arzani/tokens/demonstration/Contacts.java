package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// Buyers write to sellers: one first contact a month is free, others cost 2 tokens, further ones of the same listing
/// 1.
final class Contacts {
    private static final long RULES_KEPT = 60 * Times.DAY;
    private static final int AGAIN = 280;
    private static final int BUYS_FIRST = 300;
    private static final int REVERSED = 6;
    private static final int ANSWERED = 660;
    private static final long ANSWER_MINUTES = 120;
    private static final String[] WITHDRAWN = {
        "The listing was withdrawn before the contact reached the seller.",
        "The customer wrote twice by mistake; the seller agreed.",
        "The listing's e-mail address did not work, so the message never arrived."
    };

    private final Scene scene;
    private final Sales sales;
    private final PairCounts pairs = new PairCounts();
    private final int[] latest;
    private long inquiries;

    Contacts(Scene scene, Sales sales) {
        this.scene = scene;
        this.sales = sales;
        this.latest = new int[scene.people().count() + 1];
    }

    long inquiries() {
        return inquiries;
    }

    /// A contact by an active user; without enough tokens they buy some first, or give up.
    void contact(long moment) {
        int userId = scene.people().pick();
        boolean again = latest[userId] != 0 && scene.draws().perMille(AGAIN);
        int businessId = again ? latest[userId] : scene.listings().pick(moment, scene.draws());
        if (scene.listings().owner(businessId) == userId || write(userId, businessId, moment)) {
            return;
        }
        if (scene.draws().perMille(BUYS_FIRST)) {
            sales.buy(userId, moment);
            long soon = moment + scene.draws().between(20 * Times.SECOND, 6 * Times.MINUTE);
            scene.agenda().at(soon, now -> write(userId, businessId, now));
        }
    }

    private boolean write(int userId, int businessId, long moment) {
        boolean first = pairs.count(userId, businessId) == 0;
        boolean unused = scene.people().hasFreeContact(userId, moment);
        boolean free = first && scene.people().takeFreeContact(userId, moment);
        long cost = free ? 0 : first ? 2 : 1;
        if (scene.ledger().spendable(userId, moment) < cost) {
            return false;
        }
        int attempt = pairs.increment(userId, businessId);
        latest[userId] = businessId;
        Posted spend = cost == 0 ? null : spend(userId, businessId, cost, attempt, moment);
        inquiry(userId, businessId, attempt, spend, moment, rule(userId, unused, moment));
        return true;
    }

    /// What `contact_seller` keeps; nothing was kept when contacts were new.
    private String rule(int userId, boolean unused, long moment) {
        if (moment < scene.agenda().end() - RULES_KEPT) {
            return null;
        }
        String plan = scene.people().plan(userId);
        return "{\"plan\": \"" + plan + "\", \"freeLeft\": " + (unused ? 1 : 0)
                + ", \"tokensOn\": true, \"freeLimit\": " + (plan.equals("free") ? 1 : 0) + "}";
    }

    private Posted spend(int userId, int businessId, long cost, int attempt, long moment) {
        Movement movement = new Movement(scene.draws().key(moment), userId, EntryType.CONSUMPTION, -1, cost)
                .about("contact_seller", businessId)
                .with("{\"attempt\": " + attempt + "}")
                .forUser();
        if (!scene.draws().perMille(REVERSED)) {
            return scene.ledger().post(movement, moment);
        }
        Posted spend = scene.ledger().post(movement.keep(), moment);
        scene.agenda().at(moment + scene.draws().between(Times.HOUR, 3 * Times.DAY), now -> {
            scene.ledger()
                    .post(
                            new Movement(scene.draws().key(now), userId, EntryType.REVERSAL, 1, cost)
                                    .by(Signature.SUPPORT)
                                    .about("contact_seller", businessId)
                                    .because("service_failure", scene.draws().one(WITHDRAWN))
                                    .reversing(spend),
                            now);
            scene.ledger().release(spend);
        });
        return spend;
    }

    private void inquiry(int userId, int businessId, int attempt, Posted spend, long moment, String rule) {
        People people = scene.people();
        Draws draws = scene.draws();
        String type = !people.tier(userId).equals("basic") ? "premium" : spend == null ? "free" : "token";
        long minutes = 1 + draws.below(ANSWER_MINUTES) * draws.below(ANSWER_MINUTES);
        long answered = moment + minutes * Times.MINUTE;
        boolean answers = draws.perMille(ANSWERED) && answered <= scene.agenda().end();
        scene.rows()
                .into(Table.INQUIRIES)
                .number(++inquiries)
                .number(businessId)
                .text(people.firstName(userId))
                .text(people.lastName(userId))
                .text(people.email(userId))
                .text(people.phone(userId))
                .text(draws.one(Words.MESSAGES))
                .text(draws.one(Words.TIMEFRAMES))
                .text(people.email(userId))
                .time(spend == null ? moment : spend.at)
                .number(userId)
                .number(spend == null ? 0 : spend.tokens)
                .text(type)
                .number(attempt)
                .numberOrNone(spend == null ? 0 : spend.id)
                .time(answers ? answered : 0)
                .text(rule)
                .end();
    }
}
