package com.arzani.tokens.checker;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.Posting;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program whose small disk fills up while it posts, and gets space again. Says what it met in one line: the problems
/// it was told, then `consistent` or what is not.
final class FullDisk {
    private static final int MOST = 30_000;
    private static final long LEFT_BYTES = 600_000;
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Set<String> problems = new TreeSet<>();

    private FullDisk() {}

    public static void main(String[] arguments) throws IOException {
        new FullDisk().run(Path.of(arguments[0]));
    }

    private void run(Path data) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(
                data, Map.of("fsync", "off", "max_wal_size", "48MB", "min_wal_size", "32MB", "wal_recycle", "off"))) {
            Migrations.embedded(server.ownerSource()).migrate();
            server.makeLogins();
            Sql sql = new Sql(server.ownerSource());
            long user = sql.number("INSERT INTO users (email) VALUES ('ann@example.com') RETURNING id");
            sql.execute("INSERT INTO settings (name, version, value, reason) SELECT name, 2, '1000000', 'much to spend'"
                    + " FROM settings WHERE name LIKE 'LIMIT#_%' ESCAPE '#'");
            sql.rows("SELECT id FROM adjust_tokens('begin', ?, 1, 1000000, 'goodwill', 'to begin with')", user);
            try (Database database = Database.open(
                    server.profile(),
                    server.credentials("tokens_jobs"),
                    DatabaseOptions.jobs(Clock.systemUTC()).withEntities(Ledger.ENTITIES))) {
                LedgerService service = new LedgerService(database);
                Path ballast = fill(data);
                postUntilFull(service, user);
                Files.delete(ballast);
                awaitPosting(service, user);
                System.out.println("> " + problems + " " + judge(database, service));
            }
        }
    }

    private static Path fill(Path data) throws IOException {
        Path ballast = data.resolve("ballast");
        byte[] block = new byte[100_000];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(data).getUsableSpace() > LEFT_BYTES) {
                out.write(block);
            }
        }
        return ballast;
    }

    private void postUntilFull(LedgerService service, long user) {
        for (int number = 0; number < MOST && problems.isEmpty(); number++) {
            post(service, LedgerFixture.spend(user, 1));
        }
    }

    private boolean post(LedgerService service, Posting posting) {
        try {
            LedgerEntry entry = service.post(posting);
            acknowledged.put(posting.operationKey(), entry.id());
            return true;
        } catch (Unavailable problem) {
            problems.add(problem.key());
            return false;
        }
    }

    private void awaitPosting(LedgerService service, long user) {
        long deadline = System.nanoTime() + BOUND_NANOS;
        while (!post(service, LedgerFixture.spend(user, 1))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("does not post again: " + problems);
            }
            LockSupport.parkNanos(200_000_000);
        }
    }

    private String judge(Database database, LedgerService service) {
        for (Map.Entry<String, Long> told : acknowledged.entrySet()) {
            if (service.entries(told.getKey()).getFirst().id() != told.getValue()) {
                return "lost " + told;
            }
        }
        var differences = new LedgerProof(database).run(count -> {}).differences();
        return differences.isEmpty() ? "consistent" : differences.toString();
    }
}
