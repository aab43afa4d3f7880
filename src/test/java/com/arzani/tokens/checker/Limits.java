package com.arzani.tokens.checker;

import com.arzani.tokens.database.testing.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What each person may move alone, and what they have moved: in one step, in a UTC day, and all together for one
/// customer
/// in a UTC month. Narrow, so that it is often reached.
final class Limits {
    private static final Map<Actor, Map<String, Long>> SIZES = Map.of(
            Actor.SUPPORT, Map.of("SINGLE", 30L, "DAY", 120L, "CUSTOMER_MONTH", 110L),
            Actor.FINANCE, Map.of("SINGLE", 11L, "DAY", 90L, "CUSTOMER_MONTH", 90L),
            Actor.ADMIN, Map.of("SINGLE", 3L, "DAY", 12L, "CUSTOMER_MONTH", 40L));

    private final House house;
    private final List<Entry> moved = new ArrayList<>();

    Limits(House house) {
        this.house = house;
    }

    /// Makes them a database's limits.
    static void set(Sql owner) {
        owner.execute(
                "INSERT INTO settings (name, version, value, reason) VALUES ('APPROVAL_HOURS', 2, '9', 'checker')");
        SIZES.forEach((actor, sizes) -> sizes.forEach((scope, size) -> owner.execute(
                "INSERT INTO settings (name, version, value, reason) SELECT name, max(version) + 1, ?, 'checker' FROM settings"
                        + " WHERE name = ? GROUP BY name",
                size.toString(),
                "LIMIT_" + actor + "_" + scope)));
    }

    /// Counts what somebody moved alone.
    void moved(Entry entry) {
        if (!entry.approved() && List.of("adjustment", "reversal").contains(entry.type())) {
            moved.add(entry);
        }
    }

    /// The refusal that moving so many tokens must get, or nothing.
    String refusal(Actor actor, long user, long tokens, Instant now) {
        Map<String, Long> sizes = SIZES.get(actor);
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        Instant month = day.atZone(ZoneOffset.UTC).withDayOfMonth(1).toInstant();
        long today = moved.stream()
                .filter(entry -> isOf(entry, actor) && within(entry, day, Duration.ofDays(1)))
                .mapToLong(Entry::amount)
                .sum();
        long thisMonth = moved.stream()
                .filter(entry -> entry.user() == user && within(entry, month, Duration.ofDays(32)))
                .mapToLong(Entry::amount)
                .sum();
        Map<String, Long> used = Map.of("SINGLE", 0L, "DAY", today, "CUSTOMER_MONTH", thisMonth);
        for (String scope : List.of("SINGLE", "DAY", "CUSTOMER_MONTH")) {
            if (used.get(scope) + tokens > sizes.get(scope)) {
                return "over_limit_" + scope.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    boolean isOf(Entry entry, Actor actor) {
        return entry.signed().actor().equals(house.login(actor));
    }

    private static boolean within(Entry entry, Instant from, Duration length) {
        Instant at = entry.signed().at();
        return !at.isBefore(from) && at.isBefore(from.plus(length));
    }
}
