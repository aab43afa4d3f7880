package com.arzani.tokens.insight;

import com.arzani.tokens.database.testing.Sql;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every kept figure computed once more, slowly, from the raw entries, lots and draws alone: one lot after the other,
/// one
/// draw after the other. Keys are the rows' columns, joined.
final class RawLedger {
    record Entry(
            long id,
            int user,
            long seq,
            String type,
            int direction,
            String action,
            long tokens,
            Long reverses,
            Instant at) {
        LocalDate day() {
            return at.atZone(ZoneOffset.UTC).toLocalDate();
        }

        LocalDate month() {
            return day().withDayOfMonth(1);
        }
    }

    record Lot(long id, String kind, String currency, long tokens, long remaining, long pence, Instant at) {
        LocalDate month() {
            return at.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        }
    }

    record Draw(Entry entry, long lot, long tokens) {}

    /// Tokens, pence.
    record Sum(long tokens, long pence) {
        Sum plus(Sum other) {
            return new Sum(tokens + other.tokens, pence + other.pence);
        }
    }

    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<Long, Lot> lots = new TreeMap<>();
    private final Map<Long, List<Draw>> drawsOfLot = new HashMap<>();

    private RawLedger() {}

    static RawLedger read(Sql sql) {
        RawLedger raw = new RawLedger();
        for (Map<String, Object> row :
                sql.rows("SELECT id, user_id, wallet_seq, transaction_type, direction, action_type,"
                        + " tokens_amount, reverses, created_at FROM token_transactions")) {
            Entry entry = new Entry(
                    number(row, "id"),
                    (int) number(row, "user_id"),
                    number(row, "wallet_seq"),
                    (String) row.get("transaction_type"),
                    (int) number(row, "direction"),
                    row.get("action_type") == null ? "" : (String) row.get("action_type"),
                    number(row, "tokens_amount"),
                    row.get("reverses") == null ? null : Long.valueOf(number(row, "reverses")),
                    time(row, "created_at"));
            raw.entries.put(entry.id(), entry);
        }
        for (Map<String, Object> row : sql.rows("SELECT * FROM token_lots")) {
            Lot lot = new Lot(
                    number(row, "entry_id"),
                    (String) row.get("kind"),
                    (String) row.get("currency"),
                    number(row, "tokens"),
                    number(row, "remaining"),
                    number(row, "paid_pence"),
                    time(row, "created_at"));
            raw.lots.put(lot.id(), lot);
        }
        for (Map<String, Object> row : sql.rows("SELECT * FROM token_lot_draws")) {
            long lot = number(row, "lot_id");
            raw.drawsOfLot
                    .computeIfAbsent(lot, none -> new java.util.ArrayList<>())
                    .add(new Draw(raw.entries.get(number(row, "entry_id")), lot, number(row, "tokens")));
        }
        raw.drawsOfLot
                .values()
                .forEach(draws ->
                        draws.sort(Comparator.comparingLong(draw -> draw.entry().seq())));
        return raw;
    }

    /// As `liability_days`.
    SortedMap<String, Sum> liability() {
        SortedMap<String, Sum> sums = new TreeMap<>();
        for (Lot lot : lots.values()) {
            Entry opener = entries.get(lot.id());
            add(sums, opener, lot, word(opener), backwards(opener), new Sum(lot.tokens(), lot.pence()));
            long drawn = 0;
            for (Draw draw : drawsOfLot.getOrDefault(lot.id(), List.of())) {
                long before = recognised(lot, drawn);
                drawn += draw.tokens();
                Sum sum = new Sum(-draw.tokens(), before - recognised(lot, drawn));
                if (draw.entry().id() == lot.id()) {
                    add(sums, draw.entry(), lot, "settled", false, sum);
                } else {
                    add(sums, draw.entry(), lot, word(draw.entry()), backwards(draw.entry()), sum);
                }
            }
        }
        return sums;
    }

    private static void add(SortedMap<String, Sum> sums, Entry entry, Lot lot, String word, boolean back, Sum sum) {
        sums.merge(
                String.join(
                        " ",
                        entry.day().toString(),
                        lot.month().toString(),
                        lot.kind(),
                        lot.currency(),
                        word,
                        Boolean.toString(back)),
                sum,
                Sum::plus);
    }

    private static long recognised(Lot lot, long drawn) {
        return BigInteger.valueOf(lot.pence())
                .multiply(BigInteger.valueOf(drawn))
                .divide(BigInteger.valueOf(lot.tokens()))
                .longValueExact();
    }

    /// What open lots hold.
    Sum open() {
        return lots.values().stream()
                .map(lot -> new Sum(lot.remaining(), lot.pence() - recognised(lot, lot.tokens() - lot.remaining())))
                .reduce(new Sum(0, 0), Sum::plus);
    }

    /// As `cohort_use`.
    SortedMap<String, Long> use() {
        SortedMap<String, Long> used = new TreeMap<>();
        for (Lot lot : lots.values()) {
            for (Draw draw : drawsOfLot.getOrDefault(lot.id(), List.of())) {
                if (draw.entry().id() != lot.id() && "spent".equals(word(draw.entry()))) {
                    long days = Duration.between(lot.at(), draw.entry().at()).toDays();
                    used.merge(lot.month() + " " + lot.kind() + " " + days / 10 * 10, draw.tokens(), Long::sum);
                }
            }
        }
        return used;
    }

    /// As `economy_days`: entries, tokens.
    SortedMap<String, Sum> days() {
        SortedMap<String, Sum> days = new TreeMap<>();
        entries.values()
                .forEach(entry -> days.merge(
                        entry.day() + " " + entry.type() + " " + entry.direction() + " " + entry.action(),
                        new Sum(1, entry.tokens()),
                        Sum::plus));
        return days;
    }

    /// As `economy_months`: entries, tokens, people.
    SortedMap<String, List<Long>> months() {
        return counted(entry -> entry.month() + " " + entry.type() + " " + entry.direction());
    }

    /// As `economy_day_types` and the specification's view: entries, tokens, people.
    SortedMap<String, List<Long>> dayTypes() {
        return counted(entry -> entry.day() + " " + entry.type());
    }

    private SortedMap<String, List<Long>> counted(java.util.function.Function<Entry, String> key) {
        SortedMap<String, Sum> sums = new TreeMap<>();
        Map<String, Set<Integer>> people = new HashMap<>();
        for (Entry entry : entries.values()) {
            sums.merge(key.apply(entry), new Sum(1, entry.tokens()), Sum::plus);
            people.computeIfAbsent(key.apply(entry), none -> new HashSet<>()).add(entry.user());
        }
        SortedMap<String, List<Long>> counted = new TreeMap<>();
        sums.forEach((name, sum) -> counted.put(
                name, List.of(sum.tokens(), sum.pence(), (long) people.get(name).size())));
        return counted;
    }

    private String word(Entry entry) {
        if ("reversal".equals(entry.type())) {
            return word(entries.get(entry.reverses()));
        }
        return switch (entry.type()) {
            case "purchase", "bonus" -> "sold";
            case "consumption" -> "spent";
            case "refund" -> "refunded";
            case "expiry" -> "expired";
            case "dispute" -> entry.action().startsWith("risk_") ? "held" : "disputed";
            default -> entry.direction() > 0 ? "granted" : "taken";
        };
    }

    private static boolean backwards(Entry entry) {
        return "reversal".equals(entry.type()) || "dispute".equals(entry.type()) && entry.direction() > 0;
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    private static Instant time(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.sql.Timestamp) value).toInstant();
    }
}
