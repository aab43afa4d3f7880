package com.arzani.tokens.demonstration;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// When things happen: more from month to month, less at weekends, in the evening most, at night hardly at all.
final class Rhythm {
    private static final int[] HOURS = {
        6, 3, 2, 1, 1, 3, 8, 18, 32, 46, 52, 50, 54, 50, 44, 42, 44, 50, 58, 66, 70, 56, 34, 16
    };
    private static final int GROWTH = 3;

    private final long start;
    private final long end;
    private final long[] upTo;
    private final int[] hoursUpTo = new int[HOURS.length + 1];

    Rhythm(long start, long end, Draws draws) {
        this.start = start;
        this.end = end;
        for (int hour = 0; hour < HOURS.length; hour++) {
            hoursUpTo[hour + 1] = hoursUpTo[hour] + HOURS[hour];
        }
        int days = Math.toIntExact((end - start + Times.DAY - 1) / Times.DAY);
        upTo = new long[days + 1];
        for (int day = 0; day < days; day++) {
            upTo[day + 1] = upTo[day] + weight(day, days, draws);
        }
    }

    int days() {
        return upTo.length - 1;
    }

    /// How much of a total has happened when a day ends.
    long share(int day, long total) {
        return Math.multiplyExact(upTo[day + 1], total) / upTo[days()];
    }

    long startOf(int day) {
        return start + day * Times.DAY;
    }

    /// A moment of that day, before the end of all days.
    long momentIn(int day, Draws draws) {
        long last = Math.min(startOf(day + 1), end) - startOf(day);
        for (int attempt = 0; attempt < 40; attempt++) {
            int at = draws.below(hoursUpTo[HOURS.length]);
            int hour = 0;
            while (hoursUpTo[hour + 1] <= at) {
                hour++;
            }
            long moment = hour * Times.HOUR + draws.below(Times.HOUR);
            if (moment < last) {
                return startOf(day) + moment;
            }
        }
        return startOf(day) + draws.below(last);
    }

    private long weight(int day, int days, Draws draws) {
        long grown = 1_000 + 1_000L * GROWTH * day / days;
        LocalDate date = Times.date(startOf(day));
        DayOfWeek weekday = date.getDayOfWeek();
        long week = weekday == DayOfWeek.SATURDAY ? 60 : weekday == DayOfWeek.SUNDAY ? 52 : 100;
        long season = date.getMonthValue() == 8 || date.getMonthValue() == 12 ? 80 : 100;
        long whole = grown * week * season * draws.between(80, 120) / 10_000;
        return Math.max(1, whole * Math.min(Times.DAY, end - startOf(day)) / Times.DAY);
    }
}
