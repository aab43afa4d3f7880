package com.arzani.tokens.demonstration;

/// The businesses for sale: owner, popularity, and what tokens did for them.
final class Listings {
    private static final int FLATTENING = 15;
    private static final int PRICE_STEP = 500_000;

    private final int count;
    private final int[] owner;
    private final long[] created;
    private final long[] boostedUntil;
    private final byte[] boostLevel;
    private final long[] boostTokens;
    private final long[] featuredTokens;
    private final long[] lastBoost;
    private final long[] unlockedUntil;
    private final Popularity popular;
    private int present;

    /// Owners are users who had joined by then.
    Listings(int count, People people, long start, long end, Draws draws) {
        this.count = count;
        this.owner = new int[count + 1];
        this.created = new long[count + 1];
        this.boostedUntil = new long[count + 1];
        this.boostLevel = new byte[count + 1];
        this.boostTokens = new long[count + 1];
        this.featuredTokens = new long[count + 1];
        this.lastBoost = new long[count + 1];
        this.unlockedUntil = new long[count + 1];
        this.popular = new Popularity(count, FLATTENING, draws);
        int before = Math.max(1, count / 5);
        int user = Math.max(1, people.count() / 4);
        for (int id = 1; id <= count; id++) {
            long step = (end - start - 2 * Times.HOUR) / Math.max(1, count - before);
            created[id] = id <= before ? start - (before - id + 1) * Times.HOUR : start + (id - before - 1) * step;
            while (user < people.count() && people.joinedAt(user + 1) < created[id]) {
                user++;
            }
            // Sellers are a third of the users, so many of them have more than one listing.
            owner[id] = Math.max(1, (1 + draws.below(user)) / 3 * 3);
        }
    }

    /// How many are listed by a moment; grows with it.
    int present(long moment) {
        while (present < count && created[present + 1] <= moment) {
            present++;
        }
        return Math.max(1, present);
    }

    int pick(long moment, Draws draws) {
        return 1 + popular.pick(present(moment), draws);
    }

    int owner(int id) {
        return owner[id];
    }

    long boostedUntil(int id) {
        return boostedUntil[id];
    }

    int boostLevel(int id) {
        return boostLevel[id];
    }

    long lastBoost(int id) {
        return lastBoost[id];
    }

    void boosted(int id, Boost boost) {
        boostedUntil[id] = boost.endsAt;
        boostLevel[id] = (byte) boost.level;
        boostTokens[id] += boost.tokens;
        lastBoost[id] = boost.id;
    }

    void boostEnded(int id, long at, long tokensBack) {
        boostedUntil[id] = at;
        boostTokens[id] -= tokensBack;
    }

    /// When the owner's access to the analytics ends or ended; 0 if there was none.
    long unlockedUntil(int id) {
        return unlockedUntil[id];
    }

    void unlocked(int id, long until) {
        unlockedUntil[id] = until;
    }

    void featured(int id, long tokens) {
        featuredTokens[id] += tokens;
    }

    void write(Rows rows, long now) {
        for (int id = 1; id <= count; id++) {
            String[] trade = Words.TRADES[Math.floorMod(People.mix(id, 11), Words.TRADES.length)].split(":");
            boolean running = boostedUntil[id] > now;
            rows.into(Table.BUSINESSES)
                    .number(id)
                    .number(owner[id])
                    .text(name(id, trade[0]))
                    .text(trade[1])
                    .text(place(id))
                    .number((2L + Math.floorMod(People.mix(id, 12), 300)) * PRICE_STEP)
                    .time(created[id])
                    .truth(running)
                    .time(boostedUntil[id])
                    .number(running ? boostLevel[id] : 0)
                    .number(boostTokens[id])
                    .number(featuredTokens[id])
                    .end();
            if (id % 20_000 == 0) {
                rows.passOn();
            }
        }
    }

    private String name(int id, String trade) {
        int spacing = Math.max(5, count / AwkwardNames.BUSINESSES.length);
        if (id % spacing == 3 && id / spacing < AwkwardNames.BUSINESSES.length) {
            return AwkwardNames.BUSINESSES[id / spacing];
        }
        String manner = Words.MANNERS[Math.floorMod(People.mix(id, 13), Words.MANNERS.length)];
        return switch (Math.floorMod(People.mix(id, 14), 4)) {
            case 0 -> manner + " " + trade + " " + place(id);
            case 1 -> Words.LAST_NAMES[Math.floorMod(People.mix(id, 15), Words.LAST_NAMES.length)] + "'s " + trade;
            default -> manner + " " + trade;
        };
    }

    private static String place(int id) {
        return Words.PLACES[Math.floorMod(People.mix(id, 16), Words.PLACES.length)];
    }
}
