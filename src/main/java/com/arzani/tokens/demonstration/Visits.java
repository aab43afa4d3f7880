package com.arzani.tokens.demonstration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Views and searches of the last weeks, a bounded number whatever the size.
final class Visits {
    private static final int DAYS = 42;
    private static final int MOST = 150_000;
    private static final int SEARCHES = 150;
    private static final int IN_FRONT = 350;

    private final Listings listings;
    private final People people;
    private final Draws draws;
    private final long end;
    private final List<List<Integer>> boosted = new ArrayList<>();

    /// @param boosts those of the last weeks at least: what stands in front is looked at more
    Visits(Listings listings, People people, Draws draws, long end, List<Boost> boosts) {
        this.listings = listings;
        this.people = people;
        this.draws = draws;
        this.end = end;
        for (int day = 0; day <= DAYS; day++) {
            boosted.add(new ArrayList<>());
        }
        for (Boost boost : boosts) {
            int last = Math.min(DAYS, day(boost.endsAt));
            for (int day = Math.max(0, day(boost.startsAt)); day <= last; day++) {
                boosted.get(day).add(boost.businessId);
            }
        }
    }

    /// How long ago the visits begin.
    static long length() {
        return DAYS * Times.DAY;
    }

    private int day(long moment) {
        return (int) Math.floorDiv(moment - (end - length()), Times.DAY);
    }

    private int seen(long moment) {
        List<Integer> inFront = boosted.get(Math.clamp(day(moment), 0, DAYS));
        return !inFront.isEmpty() && draws.perMille(IN_FRONT)
                ? inFront.get(draws.below(inFront.size()))
                : listings.pick(moment, draws);
    }

    void write(Rows rows, DemonstrationSize size) {
        Rhythm rhythm = new Rhythm(end - DAYS * Times.DAY, end, draws);
        int total = (int) Math.min(MOST, size.transactions() / 3);
        long[] moments = new long[total];
        int made = 0;
        for (int day = 0; day < rhythm.days(); day++) {
            for (long upTo = rhythm.share(day, total); made < upTo; made++) {
                moments[made] = rhythm.momentIn(day, draws);
            }
        }
        Arrays.sort(moments);
        for (int i = 0; i < made; i++) {
            boolean known = draws.perMille(600);
            boolean search = draws.perMille(SEARCHES);
            rows.into(Table.EVENTS)
                    .numberOrNone(known ? people.pick() : 0)
                    .text(search ? "search" : "business_view")
                    .text(search ? search() : "{\"business_id\": " + seen(moments[i]) + "}")
                    .time(moments[i])
                    .end();
        }
    }

    private String search() {
        return "{\"query\": \"" + draws.one(Words.SEARCHES) + "\", \"results\": " + draws.below(60) + "}";
    }
}
