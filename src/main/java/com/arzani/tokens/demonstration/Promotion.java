package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;
import java.util.ArrayList;
import java.util.List;

/// Sellers put listings in front and unlock what they show; the house gives tokens that end.
final class Promotion {
    private static final int[] PRICES = {5, 10, 20};
    private static final long DAYS = 7;
    private static final long LENGTH = DAYS * Times.DAY;
    private static final long AHEAD_MOST = 21 * Times.DAY;
    private static final int BUYS_FIRST = 300;
    private static final int ENDED_EARLY = 25;
    private static final long UNLOCK_PRICE = 3;
    private static final long UNLOCK_LENGTH = 30 * Times.DAY;
    private static final int TAKEN_BACK = 30;
    private static final String[] TAKINGS = {
        "The seller unlocked the wrong listing.", "The business was sold a day later, so the seller asked for the rest."
    };
    private static final String[] ENDINGS = {
        "The business was sold, so the seller asked to end the boost.",
        "The seller had boosted the wrong listing.",
        "The listing is being corrected; the seller will boost it again later."
    };

    private final Scene scene;
    private final Sales sales;
    private final List<Boost> late = new ArrayList<>();
    private long boosts;
    private long unlocks;
    private long gifts;

    Promotion(Scene scene, Sales sales) {
        this.scene = scene;
        this.sales = sales;
    }

    long boosts() {
        return boosts;
    }

    /// Those of the last weeks.
    List<Boost> late() {
        return late;
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
        afford(userId, feature ? 8 : UNLOCK_PRICE, moment, now -> {
            if (feature) {
                scene.ledger()
                        .post(
                                new Movement(scene.draws().key(now), userId, EntryType.CONSUMPTION, -1, 8)
                                        .about("feature_listing", businessId)
                                        .forUser(),
                                now);
                scene.listings().featured(businessId, 8);
            } else {
                access(businessId, userId, now);
            }
        });
    }

    /// As `unlock_analytics`: one in force is lengthened. Some that were bought alone are taken back, as
    /// `revoke_unlock` does.
    private void access(int businessId, int userId, long now) {
        Listings listings = scene.listings();
        boolean alone = listings.unlockedUntil(businessId) <= now;
        long revokedAt = alone && scene.draws().perMille(TAKEN_BACK)
                ? now + scene.draws().between(Times.HOUR, 9 * Times.DAY)
                : 0;
        boolean willEnd = revokedAt != 0 && revokedAt <= scene.agenda().end();
        Movement movement = new Movement(scene.draws().key(now), userId, EntryType.CONSUMPTION, -1, UNLOCK_PRICE)
                .about("unlock_analytics", businessId)
                .forUser();
        Posted spend = scene.ledger().post(willEnd ? movement.keep() : movement, now);
        long from = alone ? spend.at : listings.unlockedUntil(businessId);
        long until = from + UNLOCK_LENGTH;
        listings.unlocked(businessId, until);
        if (!willEnd) {
            access(businessId, spend, new long[] {from, until}, null, 0);
            return;
        }
        scene.agenda().at(revokedAt, later -> {
            // Another one was bought meanwhile: taking back would end that one too.
            boolean still = listings.unlockedUntil(businessId) == until;
            Posted back = still ? takeBack(businessId, spend, later, until) : null;
            access(businessId, spend, new long[] {from, until}, back, still ? later : 0);
            scene.ledger().release(spend);
        });
    }

    private Posted takeBack(int businessId, Posted spend, long now, long until) {
        scene.listings().unlocked(businessId, now);
        long unused = UNLOCK_PRICE * (until - now) / UNLOCK_LENGTH;
        Movement reversal = new Movement(scene.draws().key(now), spend.userId, EntryType.REVERSAL, 1, unused)
                .by(Signature.SUPPORT)
                .about("analytics_revoked", businessId)
                .because("customer_request", scene.draws().one(TAKINGS))
                .reversing(spend);
        return scene.ledger().post(reversal, now);
    }

    /// @param period from and until
    private void access(int businessId, Posted spend, long[] period, Posted back, long revokedAt) {
        scene.rows()
                .into(Table.UNLOCKS)
                .number(++unlocks)
                .number(businessId)
                .number(spend.userId)
                .time(period[0])
                .time(period[1])
                .number(UNLOCK_PRICE)
                .number(spend.id)
                .time(revokedAt)
                .numberOrNone(back == null ? 0 : back.id)
                .text(revokedAt == 0 ? null : Signature.SUPPORT.actor())
                .number(back == null ? 0 : back.tokens)
                .text(Signature.MARKETPLACE.actor())
                .time(spend.at)
                .end();
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
        if (scene.ledger().spendable(userId, moment) >= cost) {
            spending.accept(moment);
        } else if (scene.draws().perMille(BUYS_FIRST)) {
            sales.buy(userId, moment);
            scene.agenda().at(moment + 2 * Times.MINUTE, now -> {
                if (scene.ledger().spendable(userId, now) >= cost) {
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
                || scene.ledger().spendable(userId, moment) < PRICES[level - 1]) {
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
        if (boost.endsAt > scene.agenda().end() - Visits.length()) {
            late.add(boost);
        }
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
