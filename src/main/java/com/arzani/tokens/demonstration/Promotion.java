package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// Sellers put listings in front and unlock what they show; the house gives tokens that end.
final class Promotion {
    private static final int[] PRICES = {5, 10, 20};
    private static final long DAYS = 7;
    private static final long LENGTH = DAYS * Times.DAY;
    private static final long AHEAD_MOST = 21 * Times.DAY;
    private static final int BUYS_FIRST = 300;
    private static final int ENDED_EARLY = 25;
    private static final String[] ENDINGS = {
        "The business was sold, so the seller asked to end the boost.",
        "The seller had boosted the wrong listing.",
        "The listing is being corrected; the seller will boost it again later."
    };

    private final Scene scene;
    private final Sales sales;
    private long boosts;
    private long gifts;

    Promotion(Scene scene, Sales sales) {
        this.scene = scene;
        this.sales = sales;
    }

    long boosts() {
        return boosts;
    }

    void boost(long moment) {
        int businessId = scene.listings().pick(moment, scene.draws());
        int of = scene.draws().below(100);
        int level = of < 58 ? 1 : of < 87 ? 2 : 3;
        afford(scene.listings().owner(businessId), PRICES[level - 1], moment, now -> boost(businessId, level, now));
    }

    void unlock(long moment) {
        int businessId = scene.listings().pick(moment, scene.draws());
        boolean feature = scene.draws().perMille(250);
        int userId = scene.listings().owner(businessId);
        afford(userId, feature ? 8 : 3, moment, now -> {
            Movement spend = new Movement(scene.draws().key(now), userId, EntryType.CONSUMPTION, -1, feature ? 8 : 3);
            scene.ledger()
                    .post(
                            spend.about(feature ? "feature_listing" : "unlock_analytics", businessId)
                                    .forUser(),
                            now);
            scene.listings().featured(businessId, feature ? 8 : 0);
        });
    }

    /// A gift that ends if it is not used.
    void give(long moment) {
        int userId = scene.people().any();
        long end = moment + scene.draws().between(14 * Times.DAY, 60 * Times.DAY);
        scene.ledger()
                .post(
                        new Movement(
                                        "promotion:" + ++gifts,
                                        userId,
                                        EntryType.BONUS,
                                        1,
                                        scene.draws().between(2, 6))
                                .about("promotion", 0)
                                .until(end),
                        moment);
    }

    void welcome(int userId, long moment) {
        scene.agenda()
                .at(
                        moment,
                        now -> scene.ledger()
                                .post(
                                        new Movement("welcome:" + userId, userId, EntryType.BONUS, 1, 3)
                                                .about("welcome_bonus", 0)
                                                .until(now + 60 * Times.DAY),
                                        now));
    }

    private void afford(int userId, long cost, long moment, java.util.function.LongConsumer spending) {
        if (scene.ledger().balance(userId) >= cost) {
            spending.accept(moment);
        } else if (scene.draws().perMille(BUYS_FIRST)) {
            sales.buy(userId, moment);
            scene.agenda().at(moment + 2 * Times.MINUTE, now -> {
                if (scene.ledger().balance(userId) >= cost) {
                    spending.accept(now);
                }
            });
        }
    }

    /// A boost in force is lengthened by its own level (T3); one long enough is left alone.
    private void boost(int businessId, int wanted, long moment) {
        Listings listings = scene.listings();
        boolean running = listings.boostedUntil(businessId) > moment;
        int level = running ? listings.boostLevel(businessId) : wanted;
        int userId = listings.owner(businessId);
        if (listings.boostedUntil(businessId) > moment + AHEAD_MOST
                || scene.ledger().balance(userId) < PRICES[level - 1]) {
            return;
        }
        long endsEarly = running || !scene.draws().perMille(ENDED_EARLY)
                ? 0
                : moment + scene.draws().between(Times.DAY, LENGTH - Times.DAY);
        Movement movement = new Movement(
                        scene.draws().key(moment), userId, EntryType.CONSUMPTION, -1, PRICES[level - 1])
                .about("boost_listing", businessId)
                .with("{\"days\": " + DAYS + ", \"boost_level\": " + level + "}")
                .forUser();
        boolean willEnd = endsEarly != 0 && endsEarly <= scene.agenda().end();
        Posted spend = scene.ledger().post(willEnd ? movement.keep() : movement, moment);
        long from = running ? listings.boostedUntil(businessId) : spend.at;
        Boost boost = new Boost(++boosts, businessId, userId, level, from, from + LENGTH, spend);
        listings.boosted(businessId, boost);
        if (willEnd) {
            scene.agenda().at(endsEarly, now -> end(boost, spend, now));
        } else {
            write(boost, spend, null, 0);
        }
    }

    /// As `end_boost`: the unused part, rounded down, goes back into the lots it came from.
    private void end(Boost boost, Posted spend, long now) {
        Listings listings = scene.listings();
        long back = boost.tokens * (boost.endsAt - now) / (boost.endsAt - boost.startsAt);
        if (listings.lastBoost(boost.businessId) == boost.id && back > 0) {
            Movement reversal = new Movement(scene.draws().key(now), boost.userId, EntryType.REVERSAL, 1, back)
                    .by(Signature.SUPPORT)
                    .about("boost_ended_early", boost.businessId)
                    .because("customer_request", scene.draws().one(ENDINGS))
                    .reversing(spend);
            Posted reversed = scene.ledger().post(reversal, now);
            listings.boostEnded(boost.businessId, now, back);
            write(boost, spend, reversed, now);
        } else {
            write(boost, spend, null, 0);
        }
        scene.ledger().release(spend);
    }

    private void write(Boost boost, Posted spend, Posted reversed, long endedAt) {
        scene.rows()
                .into(Table.BOOSTS)
                .number(boost.id)
                .number(boost.businessId)
                .number(boost.userId)
                .number(boost.level)
                .time(boost.startsAt)
                .time(boost.endsAt)
                .number(boost.tokens)
                .number(spend.id)
                .time(endedAt)
                .numberOrNone(reversed == null ? 0 : reversed.id)
                .number(reversed == null ? 0 : reversed.tokens)
                .text(Signature.MARKETPLACE.actor())
                .time(boost.madeAt)
                .end();
    }
}
