package com.arzani.tokens.insight;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Days from one to before another, UTC.
public record SalesSpan(LocalDate from, LocalDate to) {
    private static final long SEASON = 3;
    private static final long YEAR = 12;

    public SalesSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(from + " is not before " + to);
        }
    }

    /// Its periods in order; the first and the last end where the span does.
    public List<SalesSpan> by(SalesGrain grain) {
        List<SalesSpan> periods = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = grain.next(day)) {
            LocalDate end = grain.next(day);
            periods.add(new SalesSpan(day, end.isBefore(to) ? end : to));
        }
        return periods;
    }

    /// The span before it that it is compared with. A span that begins with a month is compared with the same days of
    /// the months before, so that a month that has not ended is compared with as much of the last; one of more than
    /// three months with the same days a year before; any other with as many days right before it.
    public SalesSpan before() {
        if (from.getDayOfMonth() != 1) {
            return new SalesSpan(from.minusDays(days()), from);
        }
        long months = ChronoUnit.MONTHS.between(from, SalesGrain.MONTH.next(to.minusDays(1)));
        if (months > SEASON) {
            months = Math.ceilDivExact(months, YEAR) * YEAR;
        }
        LocalDate last = SalesGrain.MONTH.start(to).equals(to)
                ? to.minusMonths(months)
                : to.minusDays(1).minusMonths(months).plusDays(1);
        return new SalesSpan(from.minusMonths(months), last);
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    /// A month's target for this span: the part of each month that lies in it, added up and rounded down.
    public long monthly(long target) {
        long sum = 0;
        for (SalesSpan month : by(SalesGrain.MONTH)) {
            sum = Math.addExact(
                    sum, Math.multiplyExact(target, month.days()) / month.from().lengthOfMonth());
        }
        return sum;
    }

    /// The coarsest grain whose distinct buyers may be added up over this span; `now` is a day beyond which nothing is.
    SalesGrain whole(LocalDate now) {
        for (SalesGrain grain : List.of(SalesGrain.MONTH, SalesGrain.WEEK)) {
            if (grain.start(from).equals(from)
                    && (to.isAfter(now) || grain.start(to).equals(to))) {
                return grain;
            }
        }
        return SalesGrain.DAY;
    }
}
