package com.arzani.tokens.demonstration;

import java.util.Arrays;

/// Views and searches of the last weeks, a bounded number whatever the size.
final class Visits {
    private static final int DAYS = 42;
    private static final int MOST = 150_000;
    private static final int SEARCHES = 150;

    private final Listings listings;
    private final People people;
    private final Draws draws;
    private final long end;

    Visits(Listings listings, People people, Draws draws, long end) {
        this.listings = listings;
        this.people = people;
        this.draws = draws;
        this.end = end;
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
                    .text(search ? search() : "{\"business_id\": " + listings.pick(moments[i], draws) + "}")
                    .time(moments[i])
                    .end();
        }
    }

    private String search() {
        return "{\"query\": \"" + draws.one(Words.SEARCHES) + "\", \"results\": " + draws.below(60) + "}";
    }
}
