package com.arzani.tokens.database.testing;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.EmbeddedLogins;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OperatorRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The one server of a test run, with the migrated template. What a kill must not lose does not matter here, so it does
/// not sync.
final class TestServer implements AutoCloseable {
    private static final String TEMPLATE = "template_tokens";
    private static final Map<String, String> FAST = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "scram_iterations", "1",
            "max_connections", "200",
            "pg_stat_statements.track", "all");

    private final EmbeddedPostgres server;
    private final Path folder;
    private final String suffix = UUID.randomUUID().toString().substring(0, 6);
    private final Map<OperatorRole, Credentials> logins = new EnumMap<>(OperatorRole.class);
    private final AtomicInteger number = new AtomicInteger();

    private TestServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static TestServer start() {
        try {
            Path place = Files.createDirectories(Path.of("target", "test-postgres"));
            Abandoned.remove(place);
            Path folder = Files.createTempDirectory(place.toAbsolutePath(), "run-");
            TestServer started = new TestServer(EmbeddedPostgres.start(folder, FAST), folder);
            started.signInQuickly(started.superuser());
            started.makeTemplate();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A database of its own for one class.
    TestDatabase database(String name) {
        String database = "t" + number.incrementAndGet() + "_" + name.toLowerCase(Locale.ROOT);
        cluster().execute("CREATE DATABASE \"" + database + "\" TEMPLATE " + TEMPLATE);
        // A clone does not take over the rights on the database itself.
        cluster()
                .execute(
                        "UPDATE pg_database SET datacl = (SELECT datacl FROM pg_database WHERE datname = ?) WHERE datname = ?",
                        TEMPLATE,
                        database);
        return new TestDatabase(this, server.profile(database));
    }

    void drop(String database) {
        cluster().execute("DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
    }

    Credentials superuser() {
        return server.superuser();
    }

    /// The login of this run for a role.
    Credentials login(OperatorRole role) {
        return logins.get(role);
    }

    /// A further login of that role, for whatever needs two people.
    Credentials newLogin(OperatorRole role) {
        String name = "test_" + role.name().toLowerCase(Locale.ROOT) + "_" + suffix + "_" + number.incrementAndGet();
        Credentials credentials =
                new Credentials(name, UUID.randomUUID().toString().toCharArray());
        new EmbeddedLogins(server.profile("postgres").ownerSource(server.superuser(), "tests")).make(credentials, role);
        signInQuickly(credentials);
        // Every class and every test of the run shares the logins.
        cluster().execute("ALTER ROLE " + name + " CONNECTION LIMIT -1");
        return credentials;
    }

    /// The product's 4096 rounds of hashing would take most of each connection's time, thousands of times.
    private void signInQuickly(Credentials credentials) {
        cluster()
                .execute("ALTER ROLE \"" + credentials.login() + "\" PASSWORD '" + new String(credentials.password())
                        + "'");
    }

    @Override
    public void close() throws IOException {
        server.close();
        delete(folder);
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Sql cluster() {
        return new Sql(server.profile("postgres").ownerSource(server.superuser(), "tests"));
    }

    private void makeTemplate() {
        cluster().execute("CREATE DATABASE " + TEMPLATE);
        DataSource owner = server.profile(TEMPLATE).ownerSource(server.superuser(), "tests");
        Migrations.embedded(owner).migrate();
        TestClock.install(new Sql(owner));
        liftLimits(new Sql(owner));
        cluster().execute("ALTER DATABASE " + TEMPLATE + " IS_TEMPLATE true ALLOW_CONNECTIONS false");
        for (OperatorRole role : OperatorRole.values()) {
            ensureGroup(role);
            logins.put(role, newLogin(role));
        }
    }

    /// All classes adjust through the same few logins; the tests of limits set their own. Version 1 is what ships.
    private static void liftLimits(Sql owner) {
        owner.execute(
                "INSERT INTO settings (name, version, value) SELECT name, version + 1, 1000000000000::text FROM settings"
                        + " WHERE name ~ '^LIMIT_(SUPPORT|FINANCE|ADMIN)_'");
    }

    /// The migrations make the group roles; on a schema without them the tests of this package still need them.
    private void ensureGroup(OperatorRole role) {
        if (cluster().number("SELECT count(*) FROM pg_roles WHERE rolname = ?", role.groupRole()) == 0) {
            cluster().execute("CREATE ROLE " + role.groupRole() + " NOLOGIN");
        }
    }
}
