package com.arzani.tokens.bench;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.ledger.GatheredPosting;
import com.arzani.tokens.ledger.Ledger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The embedded server as it ships, fsync on, with our schema and the specification's tables side by side, and a token
/// account of a million tokens for each user in both.
final class BenchServer implements AutoCloseable {
    private static final String LOGIN = "tokens_jobs";
    /// The pool of the service (ruling 36).
    static final int POOL = 20;

    private final EmbeddedPostgres server;
    private final Map<String, Spending> ways = new LinkedHashMap<>();

    BenchServer(Path folder, int wallets) throws IOException {
        server = EmbeddedPostgres.start(folder, Map.of());
        try {
            fill(wallets);
            open();
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void fill(int wallets) throws IOException {
        Migrations.embedded(server.ownerSource()).migrate();
        server.makeLogins();
        Sql owner = sql();
        owner.execute("ALTER ROLE " + LOGIN + " CONNECTION LIMIT -1");
        owner.execute(script("sketch.sql"));
        owner.execute("INSERT INTO users (email) SELECT n || '@example.com' FROM generate_series(1, ?) n", wallets);
        // No person may give a million tokens: the owner posts what they would have posted.
        owner.rows("""
                SELECT count((ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', 'bench:' || n, 'user_id', n, 'transaction_type', 'adjustment', 'tokens', 1000000,
                    'direction', 1, 'reason_code', 'goodwill', 'note', 'for the benchmark')))).id)
                FROM generate_series(1, ?) n""", wallets);
        owner.execute("INSERT INTO sketch.users SELECT FROM generate_series(1, ?)", wallets);
        owner.execute(
                "INSERT INTO sketch.user_tokens (user_id, token_balance) SELECT n, 1000000 FROM generate_series(1, ?) n",
                wallets);
        owner.execute("VACUUM ANALYZE");
    }

    private void open() {
        ways.put("a", new Sketch.FiveStatements(pool()));
        ways.put("b", new Sketch.Floor(pool()));
        ways.put("c", new Ours.Single(database(POOL)));
        ways.put("c-jdbc", new Ours.SingleJdbc(pool()));
        ways.put("d", gathered(GatheredPosting.Limits.USUAL.writers()));
        ways.put("d-1", gathered(1));
    }

    private Spending gathered(int writers) {
        GatheredPosting.Limits usual = GatheredPosting.Limits.USUAL;
        GatheredPosting.Limits limits =
                new GatheredPosting.Limits(writers, usual.mostInCall(), usual.mostWaiting(), usual.longestWait());
        return new Ours.Gathered(database(writers), limits);
    }

    Map<String, Spending> ways() {
        return ways;
    }

    /// The database's first process.
    ProcessHandle process() throws IOException {
        return process(server);
    }

    static ProcessHandle process(EmbeddedPostgres server) throws IOException {
        String pid = Files.readAllLines(server.folder().resolve("cluster/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    Sql sql() {
        return new Sql(server.ownerSource());
    }

    private Database database(int pool) {
        DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC())
                .withEntities(Ledger.ENTITIES)
                .withPoolSize(pool);
        return Database.open(server.profile(), server.credentials(LOGIN), options);
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.profile().ownerSource(server.credentials(LOGIN), "bench"));
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    static String script(String name) throws IOException {
        try (var stream = Objects.requireNonNull(BenchServer.class.getResourceAsStream("/bench/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        ways.values().forEach(Spending::close);
        server.close();
    }
}
