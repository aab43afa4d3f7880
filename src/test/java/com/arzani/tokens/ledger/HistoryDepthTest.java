package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// 120,000 entries over 24 months: a page half a million deep must cost what the first one costs, so what is looked at
/// is the plan.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryDepthTest {
    private static final int ENTRIES = 120_000;
    private static final Pattern NODE =
            Pattern.compile("->\\s+([A-Z][A-Za-z ]+?)(?: using| on|  \\()|^([A-Z][A-Za-z ]+?)  \\(");
    private static final Set<String> WALKS = Set.of("Limit", "Append", "Index Scan", "Index Scan Backward");

    private final TestDatabase database;
    private final LedgerFixture ledger;

    HistoryDepthTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    @BeforeAll
    void fill() {
        Sql sql = database.sql();
        sql.execute("INSERT INTO users (id, email, first_name) SELECT n, n || '@example.com', 'User ' || n"
                + " FROM generate_series(10001, 10200) n");
        sql.execute("INSERT INTO user_tokens (user_id) SELECT n FROM generate_series(10001, 10200) n");
        sql.execute("SELECT ensure_partitions(date '2024-11-01', date '2026-12-31')");
        sql.execute("""
                INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after,
                    wallet_seq, operation_key, action_type, stripe_payment_intent_id, actor, entry_hash, created_at)
                SELECT 1000000 + n, 10001 + n % 200,
                    CASE WHEN n % 1000 = 0 THEN 'bonus' WHEN n % 10 = 0 THEN 'purchase' ELSE 'consumption' END,
                    1 + n % 50, CASE WHEN n % 10 = 0 THEN 1 ELSE -1 END, n % 97, n / 200, 'deep:' || n,
                    CASE WHEN n % 1000 = 0 THEN 'welcome_gift' WHEN n % 10 > 5 THEN 'contact_seller' WHEN n % 10 > 0 THEN 'boost_listing' END,
                    CASE WHEN n % 10 = 0 THEN 'pi_' || n / 100 END, 'tests', '\\x00',
                    timestamptz '2024-11-02 00:00:00+00' + n * interval '525 seconds'
                FROM generate_series(1, ENTRIES) n""".replace("ENTRIES", Integer.toString(ENTRIES)));
        sql.execute("INSERT INTO token_entry_keys SELECT id, operation_key, 0, user_id, wallet_seq, NULL, created_at"
                + " FROM token_transactions WHERE id > 1000000");
        sql.execute("ANALYZE token_transactions");
        sql.execute("ANALYZE token_entry_keys");
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("none", EntryFilter.ALL, null),
                Arguments.of("user", EntryFilter.ofUser(10_042), null),
                Arguments.of("type", EntryFilter.ALL.withTypes(Set.of(EntryType.PURCHASE)), EntryType.PURCHASE),
                Arguments.of("rare type", EntryFilter.ALL.withTypes(Set.of(EntryType.BONUS)), EntryType.BONUS),
                Arguments.of("action", about(new EntryFilter.Subject("welcome_gift", null, null, null)), null),
                Arguments.of("payment", about(new EntryFilter.Subject(null, "pi_600", null, null)), null),
                Arguments.of(
                        "period",
                        EntryFilter.ALL.withPeriod(new EntryFilter.Period(
                                Instant.parse("2024-11-03T00:00:00Z"), Instant.parse("2026-06-20T00:00:00Z"))),
                        null));
    }

    private static EntryFilter about(EntryFilter.Subject subject) {
        return EntryFilter.ALL.withSubject(subject);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void aPageWalksAnIndexAtAnyDepth(String name, EntryFilter filter, EntryType type) throws SQLException {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            Set<String> ways = new TreeSet<>();
            for (EntryKey before : depths()) {
                List<String> plan = explain(HistorySql.of(filter, type, before, 50), mode, HistorySql.settings(filter));
                String all = String.join("\n", plan);
                assertThat(nodes(plan)).as(all).isSubsetOf(WALKS);
                assertThat(rowsRead(plan)).as(name + "\n" + all).isLessThan(150);
                ways.add(indexes(plan));
            }
            assertThat(ways).as("the same way at every depth").hasSize(1);
        }
    }

    /// The indexes a plan walks, without the months.
    private static String indexes(List<String> plan) {
        return plan.stream()
                .map(line -> line.replaceAll(
                        ".*(Index Scan.*) using token_transactions_\\d{4}_\\d{2}_(\\w+) on .*", "$1 $2"))
                .filter(line -> line.startsWith("Index Scan"))
                .distinct()
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void anOperationIsFoundThroughItsKeyAlone() throws SQLException {
        EntryFilter filter = about(new EntryFilter.Subject(null, null, "deep:77", null));
        HistorySql sql = new HistorySql(HistorySql.OPERATION, Map.of("key", "deep:77"));
        String plan = String.join("\n", explain(sql, "force_generic_plan", HistorySql.WALK_ONLY));
        assertThat(plan).contains("token_entry_keys_operation").doesNotContain("Seq Scan");
        assertThat(ledger.history.page(filter, null, 50).rows())
                .extracting(LedgerEntry::id)
                .containsExactly(1_000_077L);
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepeat() {
        EntryFilter filter = EntryFilter.ofUser(10_042);
        List<Long> seen = new ArrayList<>();
        EntryKey next = null;
        do {
            EntryPage page = ledger.history.page(filter, next, 50);
            page.rows().forEach(entry -> seen.add(entry.id()));
            next = page.next();
        } while (next != null);
        assertThat(seen)
                .hasSize(ENTRIES / 200)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void severalTypesComeMergedInOrder() {
        EntryFilter filter = EntryFilter.ALL.withTypes(Set.of(EntryType.BONUS, EntryType.PURCHASE));
        EntryPage first = ledger.history.page(filter, null, 50);
        EntryPage second = ledger.history.page(filter, first.next(), 50);
        List<Long> ids = Stream.concat(first.rows().stream(), second.rows().stream())
                .map(LedgerEntry::id)
                .toList();
        assertThat(ids).hasSize(100).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(ids).allMatch(id -> id % 10 == 0);
    }

    @Test
    void aUsersTypesAreLookedThroughBehindTheUser() {
        EntryFilter filter = EntryFilter.ofUser(10_051).withTypes(Set.of(EntryType.PURCHASE, EntryType.BONUS));
        List<LedgerEntry> rows = ledger.history.page(filter, null, 50).rows();
        assertThat(rows)
                .hasSize(50)
                .allMatch(entry -> entry.userId() == 10_051 && entry.type() != EntryType.CONSUMPTION);
    }

    @Test
    void aFilterThatFindsLittleStopsAndSaysHowFarItLooked() {
        EntryFilter filter = EntryFilter.ALL.withAmount(new EntryFilter.Amount(null, new Tokens(1_000), null));
        // A clock that leaps at each look, so that patience ends after the first chunk.
        Steps clock = new Steps();
        EntryPage page = new LedgerHistory(ledger.supportDatabase, clock).page(filter, null, 50);
        assertThat(page.stoppedEarly()).isTrue();
        assertThat(page.rows()).isEmpty();
        assertThat(page.next()).isNotNull();
        EntryPage further = new LedgerHistory(ledger.supportDatabase, clock).page(filter, page.next(), 50);
        assertThat(further.lookedBackTo()).isBefore(page.lookedBackTo());
    }

    @Test
    void aStreamHandsOverEveryEntryOfItsFilter() {
        EntryFilter filter = EntryFilter.ALL
                .withTypes(Set.of(EntryType.PURCHASE))
                .withAmount(new EntryFilter.Amount(null, null, new Tokens(20)));
        long expected = database.sql()
                .number(
                        "SELECT count(*) FROM token_transactions WHERE transaction_type = 'purchase' AND tokens_amount <= 20");
        long[] count = {0};
        ledger.history.stream(filter, entry -> count[0]++);
        assertThat(count[0]).isEqualTo(expected).isPositive();
    }

    private List<EntryKey> depths() {
        List<EntryKey> keys = new ArrayList<>();
        keys.add(null);
        for (int deep : List.of(1, ENTRIES / 2, ENTRIES - 1_000)) {
            Map<String, Object> row = database.sql()
                    .rows(
                            "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at, id"
                                    + " FROM token_transactions WHERE id = ?",
                            1_000_000L + ENTRIES - deep)
                    .getFirst();
            keys.add(new EntryKey(Instant.parse(row.get("at").toString()), (Long) row.get("id")));
        }
        return keys;
    }

    /// Runs the page's own statement as a prepared one and hands back its plan.
    private List<String> explain(HistorySql sql, String mode, String settings) throws SQLException {
        List<String> values = new ArrayList<>();
        List<String> names = List.copyOf(sql.values().keySet());
        String text = sql.text();
        for (String name : names) {
            text = text.replaceAll(":" + name + "\\b", Matcher.quoteReplacement("$" + (names.indexOf(name) + 1)));
            Object value = sql.values().get(name);
            values.add(value instanceof Number ? value.toString() : "'" + value + "'");
        }
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute(settings);
            statement.execute("PREPARE page AS " + text);
            String arguments = values.isEmpty() ? "" : "(" + String.join(", ", values) + ")";
            List<String> plan = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS OFF) EXECUTE page" + arguments)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return plan;
        }
    }

    private static Set<String> nodes(List<String> plan) {
        Set<String> nodes = new TreeSet<>();
        for (String line : plan) {
            Matcher node = NODE.matcher(line);
            if (node.find()) {
                nodes.add(node.group(1) == null ? node.group(2) : node.group(1));
            }
        }
        return nodes;
    }

    /// Rows that index walks handed up, filtered ones included.
    private static long rowsRead(List<String> plan) {
        long rows = 0;
        Pattern actual = Pattern.compile("Scan.*actual .*rows=([\\d.]+) loops=(\\d+)");
        Pattern removed = Pattern.compile("Rows Removed by Filter: (\\d+)");
        for (String line : plan) {
            Matcher read = actual.matcher(line);
            if (read.find()) {
                rows += Math.round(Double.parseDouble(read.group(1)) * Long.parseLong(read.group(2)));
            }
            Matcher dropped = removed.matcher(line);
            if (dropped.find()) {
                rows += Long.parseLong(dropped.group(1));
            }
        }
        return rows;
    }

    private static final class Steps extends java.time.Clock {
        private long now;

        @Override
        public long millis() {
            return now += 150;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
