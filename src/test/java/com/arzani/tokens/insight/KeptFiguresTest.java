package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.money.Pence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kept figure equals what is computed from the raw entries, whatever happened and however it was folded.
@PostgresTest
class KeptFiguresTest {
    private static final int STEPS = 260;
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);

    private static final String KINDS =
            "SELECT string_agg(DISTINCT movement || CASE WHEN is_back THEN '-' ELSE '' END, ' ') FROM liability_days";
    private static final List<String> COMMON = List.of(
            "sold", "granted", "spent", "spent-", "refunded", "disputed", "disputed-", "expired", "taken", "settled");

    private final TestDatabase shared;

    KeptFiguresTest(TestDatabase database) {
        this.shared = database;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7})
    void t9_t19_keptFiguresEqualTheRawEntries(long seed) {
        try (TestDatabase database = shared.another("kept_figures_" + seed)) {
            RandomHistory history = new RandomHistory(database, seed);
            Random folds = new Random(-seed);
            for (int i = 0; i < STEPS; i++) {
                history.step();
                if (folds.nextInt(9) == 0) {
                    fold(database.sql());
                }
            }
            fold(database.sql());

            RawLedger raw = RawLedger.read(database.sql());
            assertThat(history.refusals()).isLessThan(STEPS / 2);
            assertKept(database.sql(), raw);
            assertThat(database.sql().value(String.class, KINDS)).contains(COMMON);
            for (int i = 0; i < 12; i++) {
                assertReport(database, raw, folds);
            }
        }
    }

    /// Transactions get their numbers in another order than a wallet's entries: the draws are folded in the wallet's.
    @Test
    void t9_aDrawIsFoldedAfterTheDrawsBeforeIt() throws SQLException {
        try (TestDatabase database = shared.another("kept_figures_order")) {
            Sql sql = database.sql();
            LedgerFixture ledger = new LedgerFixture(database);
            long user = ledger.user();
            sql.execute("UPDATE token_packages SET price_gbp = 1009 WHERE id = 1");
            sql.execute("ALTER TABLE token_package_versions DISABLE TRIGGER append_only");
            sql.execute("UPDATE token_package_versions SET price_gbp = 1009 WHERE package_id = 1");
            ledger.buy(user);
            fold(sql);
            try (Connection early = database.superuser().getConnection();
                    Connection late = database.superuser().getConnection();
                    Connection open = database.superuser().getConnection()) {
                long first = begin(early);
                long second = begin(late);
                begin(open);
                spend(late, user, 3);
                late.commit();
                spend(early, user, 4);
                early.commit();
                assertThat(first).isLessThan(second);

                // `early` is over and due, `late` is over and not due, but the wallet's order takes it along.
                assertThat(sql.number("SELECT ledger_fold_entries(?)", second)).isEqualTo(2);
                assertKept(sql, RawLedger.read(sql));
                open.commit();
            }
            ledger.service.post(LedgerFixture.spend(user, 1));
            assertThat(sql.number("SELECT ledger_fold_entries(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)"))
                    .isEqualTo(1);
            assertKept(sql, RawLedger.read(sql));
            assertThat(sql.number("SELECT count(*) FROM token_folded_ahead")).isZero();
        }
    }

    private static long begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void spend(Connection connection, long user, long tokens) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT post_tokens('" + LedgerFixture.key() + "', " + user + ", 'consumption', " + tokens
                    + ", -1, 'contact_seller')");
        }
    }

    /// Everything of this database is over, whatever other databases of the server do.
    private static void fold(Sql sql) {
        sql.number("SELECT ledger_fold_entries(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)");
    }

    static void assertKept(Sql sql, RawLedger raw) {
        SortedMap<String, RawLedger.Sum> liability = sums(
                sql,
                "SELECT concat_ws(' ', day, lot_month, lot_kind, currency, movement, is_back::text) AS name, tokens AS a, pence AS b"
                        + " FROM liability_days");
        assertThat(liability).isEqualTo(raw.liability());
        assertThat(liability.values().stream().reduce(new RawLedger.Sum(0, 0), RawLedger.Sum::plus))
                .isEqualTo(raw.open());
        assertThat(sums(
                        sql,
                        "SELECT concat_ws(' ', day, transaction_type, direction, action_type) AS name, transaction_count AS a,"
                                + " total_tokens AS b FROM economy_days"))
                .isEqualTo(raw.days());
        assertThat(counted(sql, "concat_ws(' ', month, transaction_type, direction)", "economy_months"))
                .isEqualTo(raw.months());
        assertThat(counted(sql, "concat_ws(' ', day, transaction_type)", "economy_day_types"))
                .isEqualTo(raw.dayTypes());
        SortedMap<String, Long> used = new TreeMap<>();
        sql.rows("SELECT concat_ws(' ', lot_month, lot_kind, age_days_bucket) AS name, tokens FROM cohort_use")
                .forEach(row -> used.put((String) row.get("name"), (Long) row.get("tokens")));
        assertThat(used).isEqualTo(raw.use());
    }

    private static SortedMap<String, RawLedger.Sum> sums(Sql sql, String query) {
        SortedMap<String, RawLedger.Sum> sums = new TreeMap<>();
        for (Map<String, Object> row : sql.rows(query)) {
            sums.put((String) row.get("name"), new RawLedger.Sum((Long) row.get("a"), (Long) row.get("b")));
        }
        return sums;
    }

    private static SortedMap<String, List<Long>> counted(Sql sql, String name, String table) {
        SortedMap<String, List<Long>> counted = new TreeMap<>();
        for (Map<String, Object> row :
                sql.rows("SELECT " + name + " AS name, transaction_count, total_tokens, unique_users FROM " + table)) {
            counted.put(
                    (String) row.get("name"),
                    List.of((Long) row.get("transaction_count"), (Long) row.get("total_tokens"), (Long)
                            row.get("unique_users")));
        }
        return counted;
    }

    /// A span at random: the roll-forward, the ages and the revenue of each of its periods.
    private static void assertReport(TestDatabase database, RawLedger raw, Random random) {
        LocalDate from = FIRST.plusDays(random.nextInt(300));
        LocalDate to = random.nextInt(3) == 0
                ? SalesGrain.MONTH.next(from.plusDays(random.nextInt(100)))
                : from.plusDays(1 + random.nextInt(150));
        SalesSpan span = new SalesSpan(random.nextBoolean() ? from.withDayOfMonth(1) : from, to);
        SalesGrain grain = SalesGrain.values()[random.nextInt(3)];
        LiabilityReport report = new Liability(database.openAs(OperatorRole.PRODUCT)).read(span, grain, "GBP");

        SortedMap<String, RawLedger.Sum> all = raw.liability();
        RawLedger.Sum opening = new RawLedger.Sum(0, 0);
        RawLedger.Sum closing = opening;
        Map<String, RawLedger.Sum> lines = new TreeMap<>();
        Map<String, RawLedger.Sum> ages = new TreeMap<>();
        Map<LocalDate, Long> revenue = new TreeMap<>();
        for (Map.Entry<String, RawLedger.Sum> one : all.entrySet()) {
            String[] words = one.getKey().split(" ");
            LocalDate day = LocalDate.parse(words[0]);
            if (!day.isBefore(span.to())) {
                continue;
            }
            closing = closing.plus(one.getValue());
            ages.merge(words[1].substring(0, 7), one.getValue(), RawLedger.Sum::plus);
            if (day.isBefore(span.from())) {
                opening = opening.plus(one.getValue());
                continue;
            }
            lines.merge(words[4] + " " + words[5], one.getValue(), RawLedger.Sum::plus);
            if (List.of("spent", "settled", "expired").contains(words[4])) {
                revenue.merge(grain.start(day), -one.getValue().pence(), Long::sum);
            }
        }
        ages.values().removeIf(sum -> sum.tokens() == 0 && sum.pence() == 0);

        assertThat(sum(report.opening())).isEqualTo(opening);
        assertThat(sum(report.closing())).isEqualTo(closing);
        Map<String, RawLedger.Sum> shown = new TreeMap<>();
        report.lines()
                .forEach(line -> shown.put(
                        line.movement().name().toLowerCase(java.util.Locale.ROOT) + " " + line.back(),
                        sum(line.amount())));
        assertThat(shown).isEqualTo(lines);
        Map<String, RawLedger.Sum> left = new TreeMap<>();
        report.unspent().forEach(one -> left.put(one.came().toString(), sum(one.amount())));
        assertThat(left).isEqualTo(ages);
        assertThat(report.recognised()).hasSameSizeAs(span.by(grain));
        for (LiabilityReport.Recognised one : report.recognised()) {
            assertThat(one.total().amount())
                    .as(one.period().toString())
                    .isEqualTo(revenue.getOrDefault(grain.start(one.period().from()), 0L));
        }
        assertThat(report.revenue())
                .isEqualTo(new Pence(
                        revenue.values().stream().mapToLong(Long::longValue).sum()));
        assertThat(report.currencies()).isEqualTo(Arrays.asList("GBP"));
        assertThat(report.asOf()).isPresent();
    }

    private static RawLedger.Sum sum(LiabilityReport.Amount amount) {
        return new RawLedger.Sum(amount.tokens().count(), amount.pence().amount());
    }
}
