package com.arzani.tokens.bench;

import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.demonstration.DemonstrationData;
import com.arzani.tokens.demonstration.DemonstrationSize;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The embedded server as it ships with demonstration data of many entries, and the same customers, listings, balances,
/// entries and contacts in the specification's tables. Buyers who are measured have a million tokens and a plan without
/// free contacts, so that each contact is a whole one.
final class ServiceGround implements AutoCloseable {
    private static final String LOGIN = "tokens_jobs";
    private static final int BUYERS_MOST = 10_000;
    static final int POOL = 20;

    private final EmbeddedPostgres server;
    private final List<Integer> buyers;
    private final List<Integer> listings;

    /// @param sketch whether the specification's tables are wanted too
    ServiceGround(Path folder, int users, long entries, boolean sketch) throws IOException {
        boolean made = Files.exists(folder.resolve("database"));
        server = EmbeddedPostgres.start(folder, Map.of());
        try {
            if (!made) {
                fill(users, entries, sketch);
            }
            buyers = ids("SELECT user_id FROM user_tokens WHERE token_balance > 100000 ORDER BY user_id");
            listings = ids("SELECT id FROM businesses ORDER BY id LIMIT 1000");
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private void fill(int users, long entries, boolean sketch) throws IOException {
        Migrations.embedded(server.ownerSource()).migrate();
        server.makeLogins();
        new DemonstrationData(server.ownerSource()).load(new DemonstrationSize(users, entries, 8), progress -> {});
        Sql owner = sql();
        owner.execute("ALTER ROLE " + LOGIN + " CONNECTION LIMIT -1");
        if (sketch) {
            owner.execute(BenchServer.script("sketch.sql"));
            owner.execute(BenchServer.script("sketch-copy.sql"));
        }
        // No person may give a million tokens: the owner posts what they would have posted. Who sells buys nothing
        // here.
        owner.rows("""
                SELECT count((ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', 'bench:' || id, 'user_id', id, 'transaction_type', 'adjustment', 'tokens', 1000000,
                    'direction', 1, 'reason_code', 'goodwill', 'note', 'for the benchmark')))).id)
                FROM (SELECT id FROM users u WHERE NOT EXISTS (SELECT FROM businesses b WHERE b.user_id = u.id)
                        AND NOT EXISTS (SELECT FROM user_blocks k WHERE k.user_id = u.id)
                      ORDER BY id LIMIT ?) u""", BUYERS_MOST);
        owner.execute("UPDATE users SET buyer_plan = 'premium' WHERE token_balance > 900000");
        if (sketch) {
            owner.execute("""
                    INSERT INTO sketch.user_tokens (user_id, token_balance)
                        SELECT id, coalesce(token_balance, 0) FROM users""");
            owner.execute("UPDATE sketch.users s SET buyer_plan = u.buyer_plan FROM users u WHERE u.id = s.id");
        }
        owner.execute("VACUUM ANALYZE");
        owner.execute("CHECKPOINT");
    }

    private List<Integer> ids(String query) {
        return sql().rows(query).stream()
                .map(row -> (Integer) row.values().iterator().next())
                .toList();
    }

    /// Users with enough tokens for all that is measured.
    List<Integer> buyers() {
        return buyers;
    }

    List<Integer> listings() {
        return listings;
    }

    EmbeddedPostgres server() {
        return server;
    }

    ProcessHandle process() throws IOException {
        return BenchServer.process(server);
    }

    Sql sql() {
        return new Sql(server.ownerSource());
    }

    /// Connections as bare JDBC has them, as many as the service.
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.profile().ownerSource(server.credentials(LOGIN), "bench"));
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        server.close();
    }
}
