package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.arzani.tokens.database.LegacyImport.Total;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Ruling 19: a marketplace that built the specification's own tables, and one that built none, come into the ledger.
@PostgresTest
@ResourceLock("roles of the server")
class LegacyImportTest {
    private final TestDatabase server;
    private String name;
    private DataSource owner;
    private Sql sql;

    LegacyImportTest(TestDatabase server) {
        this.server = server;
    }

    @BeforeEach
    void anExistingMarketplace() throws Exception {
        name = "legacy_" + UUID.randomUUID().toString().substring(0, 8);
        server.sql().execute("CREATE DATABASE " + name);
        owner = profile().ownerSource(server.superuserLogin(), "tests");
        sql = new Sql(owner);
        run("marketplace.sql");
    }

    @AfterEach
    void drop() {
        server.sql().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Test
    void aMarketplaceWithoutTokenTablesKeepsItsDataAndGetsWhatIsMissing() {
        List<Map<String, Object>> users =
                sql.rows("SELECT id, username, email, password_hash, buyer_plan, created_at FROM users");
        List<Map<String, Object>> listings = sql.rows("SELECT id, user_id, business_name, price FROM businesses");

        Migrations.console(owner).migrate();

        assertThat(sql.rows("SELECT id, username, email, password_hash, buyer_plan, created_at FROM users"))
                .isEqualTo(users);
        assertThat(sql.rows("SELECT id, user_id, business_name, price FROM businesses"))
                .isEqualTo(listings);
        assertThat(sql.number(
                        "SELECT count(*) FROM business_inquiries WHERE inquiry_type = 'free' AND tokens_spent = 0"))
                .isEqualTo(1);
        assertThat(sql.number("SELECT count(*) FROM analytics_events")).isEqualTo(2);
        assertThat(sql.number("SELECT count(*) FROM users WHERE token_balance = 0 AND freemium_tier = 'basic'"))
                .isEqualTo(6);
        assertThat(sql.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'legacy'"))
                .isZero();
        assertThat(new LegacyImport(owner).run()).isEmpty();
        assertThat(Migrations.console(owner).migrate()).isZero();
    }

    @Test
    void theSketchsTablesComeIntoTheLedger() throws Exception {
        run("sketch.sql");
        run("sketch-data.sql");
        Migrations.console(owner).migrate();

        List<Total> totals = new LegacyImport(owner).run();

        assertThat(totals)
                .containsExactly(
                        new Total("wallets", 6, 58, 6, 58),
                        new Total("entries", 10, 91, 10, 91),
                        new Total("differences", 0, 0, 4, -19),
                        new Total("contacts", 2, 2, 2, 2),
                        new Total("packages", 3, 511, 2, 510),
                        new Total("events", 2, 0, 1, 0));
        assertThat(sql.rows("SELECT user_id, token_balance, tokens_owed FROM user_tokens ORDER BY user_id"))
                .extracting(row -> row.get("user_id"), row -> row.get("token_balance"), row -> row.get("tokens_owed"))
                .containsExactly(
                        tuple(1, 38L, 0L),
                        tuple(2, 7L, 0L),
                        tuple(3, 12L, 0L),
                        tuple(4, 0L, 0L),
                        tuple(5, 0L, 0L),
                        tuple(6, 1L, 0L));
        assertThat(sql.rows("SELECT user_id, legacy_wallets, difference FROM legacy_imports ORDER BY user_id"))
                .extracting(row -> row.get("user_id"), row -> row.get("legacy_wallets"), row -> row.get("difference"))
                .containsExactly(
                        tuple(1, 2, 0L),
                        tuple(2, 1, 0L),
                        tuple(3, 1, 12L),
                        tuple(4, 0, -9L),
                        tuple(5, 1, -3L),
                        tuple(6, 1, -19L));
        assertThat(sql.number("SELECT count(*) FROM users u JOIN user_tokens w ON w.user_id = u.id"
                        + " WHERE u.token_balance <> w.token_balance"))
                .as("T6")
                .isZero();
        provedFromItsEntries();
    }

    @Test
    void eachRowIsAnEntryOfItsTimeAndADifferenceIsOneAdjustment() throws Exception {
        run("sketch.sql");
        run("sketch-data.sql");
        Migrations.console(owner).migrate();
        new LegacyImport(owner).run();

        assertThat(sql.rows(
                        "SELECT operation_key, transaction_type, direction, tokens_amount, tokens_owed_delta, reason_code"
                                + " FROM token_transactions WHERE user_id = 2 ORDER BY wallet_seq"))
                .extracting(
                        row -> row.get("operation_key"),
                        row -> row.get("transaction_type"),
                        row -> row.get("direction"),
                        row -> row.get("tokens_owed_delta"),
                        row -> row.get("reason_code"))
                .containsExactly(
                        tuple("legacy:5", "consumption", -1, 5L, null),
                        tuple("legacy:6", "purchase", 1, -5L, null),
                        tuple("legacy:7", "adjustment", 1, 0L, "migration"));
        assertThat(sql.rows("SELECT operation_key, transaction_type, direction, tokens_amount, reason_code"
                        + " FROM token_transactions WHERE user_id = 6 ORDER BY wallet_seq DESC LIMIT 1"))
                .extracting(row -> List.copyOf(row.values()))
                .containsExactly(List.of("legacy:balance:6", "adjustment", -1, 19L, "migration"));
        assertThat(sql.number("SELECT count(*) FROM token_transactions WHERE operation_key = 'legacy:1'"
                        + " AND created_at = '2024-12-31 23:59:59.5+00' AND stripe_payment_intent_id = 'pi_one'"
                        + " AND metadata ->> 'package_id' = '2'"))
                .isEqualTo(1);
        assertThat(sql.number(
                        "SELECT count(*) FROM users WHERE id = 1 AND free_contacts_reset_date = '2026-06-01 00:00+00'"))
                .isEqualTo(1);
        assertThat(sql.number(
                        "SELECT count(*) FROM businesses WHERE boosted_until = '2026-12-01 12:00+00' AND boost_level = 2"
                                + " AND boost_tokens_spent = 10"))
                .isEqualTo(1);
        assertThat(sql.rows("SELECT id, name, is_active, version FROM token_packages ORDER BY id"))
                .extracting(
                        row -> row.get("id"),
                        row -> row.get("name"),
                        row -> row.get("is_active"),
                        row -> row.get("version"))
                .containsExactly(
                        tuple(1L, "Old starter", true, 2),
                        tuple(2L, "Professional Pack - 30 Tokens", false, 2),
                        tuple(3L, "Enterprise Pack - 65 Tokens", false, 2),
                        tuple(7L, "Old large", true, 1));
    }

    @Test
    void aSecondRunChangesNothingAndTheOldDataStays() throws Exception {
        run("sketch.sql");
        run("sketch-data.sql");
        Migrations.console(owner).migrate();
        List<Total> first = new LegacyImport(owner).run();
        String state = "SELECT (SELECT count(*) FROM token_transactions) AS entries,"
                + " (SELECT string_agg(encode(head_hash, 'hex'), ',' ORDER BY user_id) FROM user_tokens) AS heads,"
                + " (SELECT count(*) FROM token_package_versions) AS versions, (SELECT count(*) FROM webhook_logs) AS events,"
                + " (SELECT count(*) FROM audit_log) AS audit, (SELECT count(*) FROM contact_limitations) AS contacts";
        List<Map<String, Object>> before = sql.rows(state);

        assertThat(new LegacyImport(owner).run()).isEqualTo(first);
        assertThat(Migrations.console(owner).migrate()).isZero();

        assertThat(sql.rows(state)).isEqualTo(before);
        assertThat(sql.number("SELECT count(*) FROM legacy.user_tokens")).isEqualTo(6);
        assertThat(sql.number("SELECT count(*) FROM legacy.token_transactions")).isEqualTo(10);
        assertThat(sql.number("SELECT count(*) FROM legacy.token_packages")).isEqualTo(3);
        assertThat(sql.number("SELECT token_balance FROM legacy.users_token_balance WHERE user_id = 1"))
                .as("the sketch's second balance")
                .isEqualTo(40);
    }

    @Test
    void aDeployLoginThatIsNoSuperuserCanDoAllOfIt() throws Exception {
        run("sketch.sql");
        run("sketch-data.sql");
        String login = "deploy_" + name;
        server.sql().execute("CREATE ROLE " + login + " LOGIN CREATEROLE PASSWORD 'for-this-test'");
        server.sql().execute("GRANT tok_owner, tok_operators TO " + login + " WITH ADMIN TRUE");
        server.sql().execute("ALTER DATABASE " + name + " OWNER TO " + login);
        for (Map<String, Object> table : sql.rows("SELECT relname, relkind::text AS kind FROM pg_class"
                + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm')")) {
            sql.execute("ALTER " + (table.get("kind").equals("m") ? "MATERIALIZED VIEW " : "TABLE ")
                    + table.get("relname") + " OWNER TO " + login);
        }
        DataSource deploy = profile().ownerSource(new Credentials(login, "for-this-test".toCharArray()), "tests");

        Migrations.console(deploy).migrate();

        assertThat(new LegacyImport(deploy).run()).hasSize(6);
        provedFromItsEntries();
        server.sql().execute("DROP DATABASE " + name + " WITH (FORCE)");
        server.sql().execute("DROP ROLE " + login);
    }

    /// The ledger's own proof: hashes, numbers, balances, lots and guards.
    private void provedFromItsEntries() {
        DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC()).withPoolSize(1);
        try (Database database = Database.open(profile(), server.login(OperatorRole.SERVICE), options)) {
            ProofReport report = new LedgerProof(database).run(entries -> {});
            assertThat(report.differences()).isEmpty();
            assertThat(report.counts().entries()).isEqualTo(14);
        }
    }

    private ConnectionProfile profile() {
        ConnectionProfile other = server.profile();
        return new ConnectionProfile(name, other.host(), other.port(), name, other.rootCertificate());
    }

    private void run(String file) throws Exception {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text(file));
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = LegacyImportTest.class.getResourceAsStream("/legacy/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
