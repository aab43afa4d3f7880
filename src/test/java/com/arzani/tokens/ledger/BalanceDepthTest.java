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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One customer with 100,000 entries who spent one lot token by token, among others: the balance is explained from one
/// walk over the customer's own entries, and every list under it reads a page.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceDepthTest {
    private static final int ENTRIES = 100_000;
    private static final int USER = 20_001;
    private static final long LOT = 5_000_001;

    private final TestDatabase database;
    private final BalanceExplainer explainer;

    BalanceDepthTest(TestDatabase database) {
        this.database = database;
        explainer = new BalanceExplainer(new LedgerFixture(database).supportDatabase);
    }

    @BeforeAll
    void fill() {
        Sql sql = database.sql();
        sql.execute("INSERT INTO users (id, email) SELECT n, n || '@example.com' FROM generate_series(20001, 20100) n");
        sql.execute("INSERT INTO user_tokens (user_id, token_balance, wallet_seq, last_entry_at)"
                + " SELECT n, 0, 0, NULL FROM generate_series(20002, 20100) n");
        sql.execute("INSERT INTO user_tokens (user_id, token_balance, wallet_seq) VALUES (20001, 1, 100000)");
        sql.execute("SELECT ensure_partitions(date '2024-11-01', date '2026-12-31')");
        String rows = """
                INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after,
                    wallet_seq, operation_key, action_type, actor, entry_hash, created_at)
                SELECT FIRST + n, USERS, CASE WHEN n = 1 THEN 'adjustment' ELSE 'consumption' END,
                    CASE WHEN n = 1 THEN 100000 ELSE 1 END, CASE WHEN n = 1 THEN 1 ELSE -1 END, 100001 - n, n, 'many:' || FIRST + n,
                    CASE WHEN n > 1 THEN 'contact_seller' END, 'tests', '\\x00',
                    timestamptz '2024-11-02 00:00:00+00' + n * interval '600 seconds'
                FROM generate_series(1, 100000) n""";
        sql.execute(rows.replace("FIRST", "5000000").replace("USERS", "20001"));
        sql.execute(rows.replace("FIRST", "6000000").replace("USERS", "20002 + n % 99"));
        sql.execute("INSERT INTO token_entry_keys SELECT id, operation_key, 0, user_id, wallet_seq, NULL, created_at"
                + " FROM token_transactions WHERE id > 5000000");
        sql.execute(
                "INSERT INTO token_lots (entry_id, user_id, kind, tokens, remaining, is_open, draw_rank, created_at)"
                        + " VALUES (5000001, 20001, 'adjusted', 100000, 1, true, 0, '2024-11-02 00:10:00+00')");
        sql.execute("INSERT INTO token_lot_draws SELECT 5000000 + n, 5000001, 1 FROM generate_series(2, 100000) n");
        for (String table : List.of("token_transactions", "token_entry_keys", "token_lots", "token_lot_draws")) {
            sql.execute("ANALYZE " + table);
        }
    }

    @Test
    void theWholeHistoryIsExplainedFromTheCustomersOwnEntries() throws SQLException {
        BalanceExplanation now = explainer.explain(USER, Moment.NOW);
        assertThat(now.addsUp()).isTrue();
        assertThat(now.flows()).extracting(Flow::entries).containsExactly(1L, 99_999L);
        String plan = plan(
                ExplanationSql.FLOWS,
                Map.of("user", USER, "at", Instant.parse("2027-01-01T00:00:00Z"), "seq", ENTRIES));
        assertThat(plan).doesNotContain("external merge").doesNotContain("Disk:");
        assertThat(most(plan)).as(plan).isLessThanOrEqualTo(ENTRIES);
    }

    @Test
    void aMomentOfThePastIsCountedFromTheNearerEnd() throws SQLException {
        Instant late = Instant.parse("2024-11-02T00:00:00Z").plusSeconds(600L * (ENTRIES - 100));
        assertThat(explainer.explain(USER, Moment.at(late)).balance()).isEqualTo(new Tokens(101));
        Instant early = Instant.parse("2024-11-02T00:00:00Z").plusSeconds(600L * 100);
        assertThat(explainer.explain(USER, Moment.at(early)).addsUp()).isTrue();
        Instant middle = Instant.parse("2024-11-02T00:00:00Z").plusSeconds(600L * (ENTRIES / 2));
        assertThat(explainer.explain(USER, Moment.at(middle)).addsUp()).isTrue();
        for (long seq : List.of(100L, ENTRIES - 100L)) {
            String plan = plan(ExplanationSql.open(seq, ENTRIES), Map.of("user", USER, "seq", seq));
            assertThat(plan).contains("token_entry_keys_wallet_seq").doesNotContain("Seq Scan on token_lot_draws");
            assertThat(most(plan)).as(plan).isLessThan(300);
        }
        assertThat(most(plan(ExplanationSql.LAST_ENTRY, Map.of("user", USER, "at", middle))))
                .isLessThan(5);
    }

    @Test
    void theListsUnderItReadAPage() throws SQLException {
        BalanceExplanation now = explainer.explain(USER, Moment.NOW);
        assertThat(explainer.uses(now, LOT, null, 50)).hasSize(50);
        for (long before : List.of(Long.MAX_VALUE, LOT + 50_000)) {
            String uses =
                    plan(ExplanationSql.USE_PAGE, Map.of("lot", LOT, "seq", ENTRIES, "before", before, "limit", 50));
            assertThat(most(uses)).as(uses).isLessThan(200);
        }
        String lots = plan(
                ExplanationSql.LOT_PAGE, Map.of("user", USER, "seq", ENTRIES, "before", Long.MAX_VALUE, "limit", 50));
        assertThat(most(lots)).as(lots).isLessThan(200);
    }

    private String plan(String sql, Map<String, Object> values) throws SQLException {
        String text = sql;
        for (var value : values.entrySet()) {
            String written = value.getValue() instanceof Number
                    ? value.getValue().toString()
                    : "timestamptz '" + value.getValue() + "'";
            text = text.replaceAll("(?<!:):" + value.getKey() + "\\b", Matcher.quoteReplacement(written));
        }
        List<String> plan = new ArrayList<>();
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS OFF) " + text)) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        return String.join("\n", plan);
    }

    /// The most rows any step of a plan handed up or threw away.
    private static long most(String plan) {
        long most = 0;
        Matcher actual =
                Pattern.compile("actual .*?rows=([\\d.]+) loops=(\\d+)").matcher(plan);
        while (actual.find()) {
            most = Math.max(most, Math.round(Double.parseDouble(actual.group(1)) * Long.parseLong(actual.group(2))));
        }
        Matcher removed =
                Pattern.compile("Rows Removed by (?:Join )?Filter: (\\d+)").matcher(plan);
        while (removed.find()) {
            most = Math.max(most, Long.parseLong(removed.group(1)));
        }
        return most;
    }
}
