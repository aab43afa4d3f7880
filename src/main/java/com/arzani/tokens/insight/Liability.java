package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Pence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The unspent-token liability and the revenue that is recognised as tokens are spent, from rows kept by day and month:
/// a few short reads, however long the history (T19). An order's price is spread over all its tokens, bonus included,
/// by
/// cumulative floor in the order in which they leave (ruling 17), so every lot recognises exactly its price.
public final class Liability {
    /// By day and movement, and by the month in which the tokens came. Whole months come from the rows by month, what
    /// is
    /// left at both ends from those by day; what was before the span has no day.
    private static final String MOVEMENTS = """
            SELECT k.at, k.movement, k.is_back, k.lot_month, sum(k.tokens), sum(k.pence) FROM (
                SELECT NULL::date AS at, '' AS movement, false AS is_back, lot_month, tokens, pence
                    FROM liability_months WHERE currency = ? AND month < date_trunc('month', ?::timestamp)::date
                UNION ALL SELECT NULL, '', false, lot_month, tokens, pence
                    FROM liability_days WHERE currency = ? AND day >= date_trunc('month', ?::timestamp)::date AND day < ?
                UNION ALL SELECT month, movement, is_back, lot_month, tokens, pence
                    FROM liability_months WHERE currency = ? AND month >= ? AND month < ?
                UNION ALL SELECT day, movement, is_back, lot_month, tokens, pence
                    FROM liability_days WHERE currency = ? AND (day >= ? AND day < ? OR day >= ? AND day < ?)) k
            GROUP BY GROUPING SETS ((k.at, k.movement, k.is_back), (k.lot_month))
            """;
    private static final String CURRENCIES = "SELECT DISTINCT currency FROM liability_months ORDER BY 1";
    private static final String AS_OF = "SELECT folded_at FROM token_rollup_marks WHERE name = '" + AsOf.ENTRIES + "'";

    private final Database database;

    /// @param database of a login of finance, product, administration or the service
    public Liability(Database database) {
        this.database = database;
    }

    /// Everything about one span, of one moment.
    ///
    /// @param grain    the periods of the recognised revenue
    /// @param currency ISO 4217; two currencies are never added up (T21)
    public LiabilityReport read(SalesSpan span, SalesGrain grain, String currency) {
        return database.read(session -> session.doReturningWork(connection -> read(span, grain, currency, connection)));
    }

    private static LiabilityReport read(SalesSpan span, SalesGrain grain, String currency, Connection connection)
            throws SQLException {
        Sums sums = new Sums(span, grain);
        for (Moved moved : moved(span, grain, currency, connection)) {
            sums.add(moved);
        }
        return new LiabilityReport(
                span,
                sums.opening,
                sums.lines(),
                sums.unspent(),
                sums.recognised(),
                SalesSql.one(
                                connection,
                                AS_OF,
                                row -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .filter(Instant.EPOCH::isBefore),
                SalesSql.rows(connection, CURRENCIES, row -> row.getString(1)));
    }

    /// @param at   the day, or the month's first; null for what was before the span
    /// @param came of a sum over all days; else null
    private record Moved(
            LocalDate at, LiabilityMovement movement, boolean back, YearMonth came, LiabilityReport.Amount amount) {}

    private static List<Moved> moved(SalesSpan span, SalesGrain grain, String currency, Connection connection)
            throws SQLException {
        LocalDate first = SalesGrain.MONTH.next(span.from().minusDays(1));
        LocalDate last = SalesGrain.MONTH.start(span.to());
        boolean byDay = grain != SalesGrain.MONTH || last.isBefore(first);
        LocalDate wholeFrom = byDay ? span.from() : first;
        LocalDate wholeTo = byDay ? span.from() : last;
        return SalesSql.rows(
                connection,
                MOVEMENTS,
                statement -> {
                    Object[] values = {
                        currency,
                        span.from(),
                        currency,
                        span.from(),
                        span.from(),
                        currency,
                        wholeFrom,
                        wholeTo,
                        currency,
                        span.from(),
                        wholeFrom,
                        wholeTo,
                        span.to()
                    };
                    for (int i = 0; i < values.length; i++) {
                        statement.setObject(i + 1, values[i]);
                    }
                },
                Liability::moved);
    }

    private static Moved moved(ResultSet row) throws SQLException {
        LocalDate came = row.getObject(4, LocalDate.class);
        String movement = row.getString(2);
        return new Moved(
                row.getObject(1, LocalDate.class),
                movement == null || movement.isEmpty() ? null : LiabilityMovement.of(movement),
                row.getBoolean(3),
                came == null ? null : YearMonth.from(came),
                LiabilityReport.Amount.of(row.getLong(5), row.getLong(6)));
    }

    /// Adds up what was read.
    private static final class Sums {
        private final SalesSpan span;
        private final SalesGrain grain;
        private LiabilityReport.Amount opening = LiabilityReport.Amount.NONE;
        private final Map<YearMonth, LiabilityReport.Amount> unspent = new TreeMap<>();
        private final Map<LiabilityMovement, LiabilityReport.Amount> moved = new EnumMap<>(LiabilityMovement.class);
        private final Map<LiabilityMovement, LiabilityReport.Amount> back = new EnumMap<>(LiabilityMovement.class);
        private final Map<LocalDate, Map<LiabilityMovement, Pence>> revenue = new TreeMap<>();

        private Sums(SalesSpan span, SalesGrain grain) {
            this.span = span;
            this.grain = grain;
        }

        private void add(Moved one) {
            if (one.came() != null) {
                unspent.put(one.came(), one.amount());
                return;
            }
            if (one.at() == null) {
                opening = opening.plus(one.amount());
                return;
            }
            (one.back() ? back : moved).merge(one.movement(), one.amount(), LiabilityReport.Amount::plus);
            if (one.movement().isRevenue()) {
                revenue.computeIfAbsent(grain.start(one.at()), start -> new EnumMap<>(LiabilityMovement.class))
                        .merge(one.movement(), one.amount().pence().negated(), Pence::plus);
            }
        }

        private List<LiabilityReport.Line> lines() {
            List<LiabilityReport.Line> lines = new ArrayList<>();
            moved.forEach((movement, amount) -> lines.add(new LiabilityReport.Line(movement, false, amount)));
            back.forEach((movement, amount) -> lines.add(new LiabilityReport.Line(movement, true, amount)));
            lines.sort(Comparator.comparing(LiabilityReport.Line::movement).thenComparing(LiabilityReport.Line::back));
            return lines;
        }

        private List<LiabilityReport.Unspent> unspent() {
            List<LiabilityReport.Unspent> left = new ArrayList<>();
            unspent.forEach((came, amount) -> {
                if (!amount.equals(LiabilityReport.Amount.NONE)) {
                    left.add(new LiabilityReport.Unspent(came, amount));
                }
            });
            return left;
        }

        private List<LiabilityReport.Recognised> recognised() {
            return span.by(grain).stream()
                    .map(period -> {
                        Map<LiabilityMovement, Pence> of = revenue.getOrDefault(grain.start(period.from()), Map.of());
                        return new LiabilityReport.Recognised(
                                period,
                                of.getOrDefault(LiabilityMovement.SPENT, Pence.ZERO),
                                of.getOrDefault(LiabilityMovement.SETTLED, Pence.ZERO),
                                of.getOrDefault(LiabilityMovement.EXPIRED, Pence.ZERO));
                    })
                    .toList();
        }
    }
}
