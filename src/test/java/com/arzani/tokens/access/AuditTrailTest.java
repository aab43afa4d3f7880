package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.access.AuditFilter.Period;
import com.arzani.tokens.access.AuditFilter.Text;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.AuditExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// 60,000 audit rows and 20,000 entries by people, read as one stream.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTrailTest {
    private static final int ROWS = 60_000;
    private static final int ENTRIES = 20_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestDatabase database;
    private final Database adminDatabase;
    private final AuditTrail admin;

    AuditTrailTest(TestDatabase database) {
        this.database = database;
        adminDatabase = database.openAs(OperatorRole.ADMIN);
        admin = new AuditTrail(adminDatabase, Clock.systemUTC());
    }

    @BeforeAll
    void fill() {
        Sql sql = database.sql();
        sql.execute("INSERT INTO users (id, email) SELECT n, n || '@example.com' FROM generate_series(30001, 30200) n");
        sql.execute("SELECT ensure_partitions(date '2026-01-01', date '2026-12-31')");
        sql.execute("""
                INSERT INTO audit_log (actor, action, subject_type, subject_id, before, after, reason, created_at)
                SELECT 'person' || n % 20, CASE WHEN n % 2000 = 0 THEN 'rare_deed' ELSE 'deed' || n % 5 END,
                    CASE WHEN n % 3 = 0 THEN 'user' ELSE 'package' END,
                    CASE WHEN n % 3 = 0 THEN 30001 + n % 200 ELSE n % 40 END::text, '{"a": 1}', '{"a": 2}',
                    CASE WHEN n % 3000 = 0 THEN '100% of ' || n ELSE 'Because of ' || n % 100 END,
                    timestamptz '2026-01-01 00:00:00+00' + n * interval '300 seconds'
                FROM generate_series(1, ROWS) n""".replace("ROWS", Integer.toString(ROWS)));
        sql.execute("""
                INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after,
                    wallet_seq, operation_key, reason_code, note, actor, entry_hash, created_at)
                SELECT 7000000 + n, 30001 + n % 200, CASE WHEN n % 4 = 0 THEN 'reversal' ELSE 'adjustment' END, 1,
                    1, n, n, 'audit:' || n, 'goodwill', 'Note ' || n % 50, 'person' || n % 20, '\\x00',
                    timestamptz '2026-01-01 00:00:00+00' + n * interval '900 seconds'
                FROM generate_series(1, ENTRIES) n""".replace("ENTRIES", Integer.toString(ENTRIES)));
        sql.execute("INSERT INTO token_entry_keys SELECT id, operation_key, 0, user_id, wallet_seq, NULL, created_at"
                + " FROM token_transactions WHERE id > 7000000");
        sql.execute("ANALYZE audit_log");
        sql.execute("ANALYZE token_transactions");
    }

    private static AuditFilter filter(String actor, String action, Long customer, String reason) {
        Text text = reason == null ? null : new Text(reason, false);
        return new AuditFilter(actor, action, customer, null, text, Period.ALWAYS);
    }

    static Stream<Arguments> filters() {
        Period period = new Period(START.plusSeconds(1_000_000), START.plusSeconds(1_500_000));
        return Stream.of(
                Arguments.of("all", AuditFilter.ALL, "true", "true"),
                Arguments.of("actor", filter("person3", null, null, null), "actor = 'person3'", "actor = 'person3'"),
                Arguments.of("action", filter(null, "deed2", null, null), "action = 'deed2'", "false"),
                Arguments.of("rare action", filter(null, "rare_deed", null, null), "action = 'rare_deed'", "false"),
                Arguments.of("grants", filter(null, "grant", null, null), "false", "transaction_type = 'adjustment'"),
                Arguments.of("customer", filter(null, null, 30_007L, null), "customer_id = 30007", "user_id = 30007"),
                Arguments.of(
                        "actor and customer",
                        filter("person6", null, 30_007L, null),
                        "actor = 'person6' AND customer_id = 30007",
                        "actor = 'person6' AND user_id = 30007"),
                Arguments.of("reason", filter(null, null, null, "because OF 7"), "reason = 'Because of 7'", "false"),
                Arguments.of(
                        "common beginning",
                        new AuditFilter(null, null, null, null, new Text("Because", true), Period.ALWAYS),
                        "reason LIKE 'Because%'",
                        "false"),
                Arguments.of(
                        "h2 literal beginning",
                        new AuditFilter(null, null, null, null, new Text("100%", true), Period.ALWAYS),
                        "reason LIKE '100#% of%' ESCAPE '#'",
                        "false"),
                Arguments.of(
                        "h2 wild cards match nothing",
                        new AuditFilter(null, null, null, null, new Text("%_", true), Period.ALWAYS),
                        "false",
                        "false"),
                Arguments.of(
                        "h3 a quote in every part",
                        new AuditFilter(
                                "'; DROP TABLE audit_log",
                                null,
                                null,
                                new AuditEvent.Subject("x'", "';--"),
                                new Text("' OR 1=1", false),
                                Period.ALWAYS),
                        "false",
                        "false"),
                Arguments.of(
                        "subject",
                        new AuditFilter(null, null, null, new AuditEvent.Subject("package", "7"), null, Period.ALWAYS),
                        "subject_type = 'package' AND subject_id = '7'",
                        "false"),
                Arguments.of(
                        "an entry",
                        new AuditFilter(
                                null, null, null, new AuditEvent.Subject("entry", "7000123"), null, Period.ALWAYS),
                        "false",
                        "id = 7000123"),
                Arguments.of(
                        "period",
                        new AuditFilter(null, null, null, null, null, period),
                        "created_at >= '" + period.from() + "' AND created_at < '" + period.until() + "'",
                        "created_at >= '" + period.from() + "' AND created_at < '" + period.until() + "'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void everyFilterFindsWhatAPlainScanFindsInOrderAndOnce(
            String name, AuditFilter filter, String audit, String ledger) {
        long expected = database.sql().number("SELECT count(*) FROM audit_log WHERE " + audit)
                + database.sql()
                        .number("SELECT count(*) FROM token_transactions WHERE transaction_type IN"
                                + " ('adjustment', 'reversal') AND (" + ledger + ")");
        List<AuditKey> seen = new ArrayList<>();
        AuditKey next = null;
        do {
            AuditPage page = admin.page(filter, next, 700);
            assertThat(page.rows()).allMatch(filter::matches);
            page.rows().forEach(event -> seen.add(event.key()));
            next = page.next();
        } while (next != null);
        assertThat(seen).hasSize((int) expected).doesNotHaveDuplicates();
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i - 1).isBefore(seen.get(i))).isTrue();
        }
    }

    static Stream<Arguments> walks() {
        return filters().filter(given -> ((AuditFilter) given.get()[1]).parts() < 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void aPageWalksItsIndexAtAnyDepth(String name, AuditFilter filter, String audit, String ledger)
            throws SQLException {
        for (AuditKey before :
                new AuditKey[] {null, new AuditKey(START.plusSeconds(9_000_000), AuditKey.Source.AUDIT, 30_000)}) {
            boolean rare = filter.reason() != null && name.startsWith("h2");
            AuditSql walk = AuditSql.audit(filter, rare, before, 50);
            if (walk.complete()) {
                // Of what is common the planner may pass over some rows in the order of time, which costs no more.
                assertThat(most(walk)).as(name).isLessThan(1_500);
            }
            if (filter.action() == null && filter.reason() == null && filter.subject() == null) {
                boolean indexed = filter.parts() == 1;
                assertThat(most(AuditSql.ledger(filter, indexed ? null : "adjustment", before, 50)))
                        .as(name)
                        .isLessThan(1_500);
            }
        }
    }

    private long most(AuditSql walk) throws SQLException {
        String text = walk.text();
        for (var value : walk.values().entrySet()) {
            String written = value.getValue() instanceof Number
                    ? value.getValue().toString()
                    : "'" + value.getValue().toString().replace("'", "''") + "'";
            text = text.replaceAll("(?<!:):" + value.getKey() + "\\b", Matcher.quoteReplacement(written));
        }
        long most = 0;
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(AuditSql.WALK_ONLY);
            try (ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS OFF) " + text)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        assertThat(plan.toString()).doesNotContain("Seq Scan on audit_log");
        Matcher actual =
                Pattern.compile("actual .*?rows=([\\d.]+) loops=(\\d+)").matcher(plan);
        while (actual.find()) {
            most = Math.max(most, Math.round(Double.parseDouble(actual.group(1)) * Long.parseLong(actual.group(2))));
        }
        Matcher removed = Pattern.compile("Rows Removed by Filter: (\\d+)").matcher(plan);
        while (removed.find()) {
            most = Math.max(most, Long.parseLong(removed.group(1)));
        }
        return most;
    }

    @Test
    void whatIsLookedAtRowByRowStopsAndSaysHowFarItLooked() {
        // A clock that leaps at each look, so that patience ends after the first chunk.
        AuditTrail impatient = new AuditTrail(adminDatabase, new Clock() {
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
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
        AuditFilter rare = filter("person4", "rare_deed", null, null);
        AuditPage page = impatient.page(rare, null, 50);
        assertThat(page.stoppedEarly()).isTrue();
        assertThat(page.next()).isNotNull();
        assertThat(impatient.page(rare, page.next(), 50).lookedBackTo()).isBefore(page.lookedBackTo());
    }

    @Test
    void h14_supportAndProductReadWhatTheyDidThemselvesAndNobodyElses() {
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.PRODUCT)) {
            Database signedIn = database.openAs(role);
            AuditTrail own = new AuditTrail(signedIn, Clock.systemUTC());
            new ExportRecord(signedIn).record("test", "user:1", null);
            String login = signedIn.operator().login();
            assertThat(own.readsAll()).isFalse();
            assertThat(own.page(AuditFilter.ALL, null, 50).rows())
                    .isNotEmpty()
                    .allMatch(event -> event.actor().equals(login));
            assertThat(own.page(filter("person3", null, null, null), null, 50).rows())
                    .isEmpty();
            assertThat(database.sqlAs(database.login(role))
                            .number("SELECT count(*) FROM audit_log WHERE actor <> session_user"))
                    .isZero();
        }
    }

    @Test
    void theServiceReadsNoAuditThoughItsExportsStandInIt() {
        Database service = database.openService();
        assertThatThrownBy(() -> new AuditTrail(service, Clock.systemUTC()).page(AuditFilter.ALL, null, 5))
                .hasMessage("not_permitted");
        new ExportRecord(service).record("statement", "2026-10", null);
        assertThat(database.sql()
                        .number("SELECT count(*) FROM audit_log WHERE action = 'export' AND subject_id = 'statement'"
                                + " AND after ->> 'filter' = '2026-10'"))
                .isEqualTo(1);
    }

    @Test
    void h1_theExportIsAuditedFirstAndHarmlessInASpreadsheet(@TempDir Path folder) throws Exception {
        database.sql()
                .execute("INSERT INTO audit_log (actor, action, subject_type, subject_id, reason)"
                        + " VALUES ('=cmd', 'odd_deed', 'user', '30001', '=HYPERLINK(1)')");
        AuditExport export = new AuditExport(admin, new ExportRecord(adminDatabase));
        Path file = folder.resolve("audit.csv");
        long written = export.write(filter(null, "odd_deed", null, null), "action:odd_deed", file, (rows, to) -> {});
        assertThat(written).isEqualTo(1);
        assertThat(Files.readString(file))
                .contains("'=HYPERLINK(1)")
                .contains("'=cmd")
                .contains("30001");
        AuditEvent recorded = admin.page(filter(adminDatabase.operator().login(), "export", null, null), null, 1)
                .rows()
                .getFirst();
        assertThat(recorded.subject()).isEqualTo(new AuditEvent.Subject("export", "audit"));
        assertThat(recorded.change().after()).contains("action:odd_deed");
    }

    @Test
    void h15_anExportOfNoKindIsRefused() {
        ExportRecord record = new ExportRecord(adminDatabase);
        assertThatThrownBy(() -> record.record("Not A Kind", "", null)).hasMessage("export_kind_unknown");
        assertThatThrownBy(() -> record.record("transactions", "x".repeat(2_001), null))
                .hasMessage("note_too_long");
    }

    @Test
    void theAuditHoldsIdsAndNoAddresses() {
        long user = new People(database).userWith(5);
        database.sqlAs(database.login(OperatorRole.SUPPORT))
                .rows("SELECT * FROM reveal_contact(?, 'asked on the phone')", user);
        String email = database.sql().value(String.class, "SELECT email FROM users WHERE id = ?", (int) user);
        assertThat(database.sql()
                        .number("SELECT count(*) FROM audit_log a WHERE position(? IN to_jsonb(a)::text) > 0", email))
                .isZero();
        assertThat(admin.page(filter(null, null, user, null), null, 10).rows())
                .extracting(AuditEvent::action)
                .containsExactly("reveal_contact", "grant");
    }
}
