package com.arzani.tokens.database.testing;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/// One class's own database, cloned from the migrated template; dropped when the class ends.
public final class TestDatabase implements AutoCloseable {
    private static final int OWNERS_KEPT = 4;

    private final TestServer server;
    private final ConnectionProfile profile;
    private final Deque<Database> opened = new ConcurrentLinkedDeque<>();
    private final Connections owners;

    TestDatabase(TestServer server, ConnectionProfile profile) {
        this.server = server;
        this.profile = profile;
        this.owners = new Connections(superuser(), OWNERS_KEPT);
    }

    public ConnectionProfile profile() {
        return profile;
    }

    /// Another fresh clone of the template; the caller closes it.
    public TestDatabase another(String name) {
        return server.database(name);
    }

    /// Signed in as the run's login of that role; closed when the class ends. Each call opens another pool (at most 4
    /// connections).
    public Database openAs(OperatorRole role, Class<?>... entities) {
        return open(login(role), entities);
    }

    /// Signed in as the marketplace's service.
    public Database openService(Class<?>... entities) {
        return openAs(OperatorRole.SERVICE, entities);
    }

    /// Signed in as any login, with a pool of its own of at most 4 connections.
    public Database open(Credentials login, Class<?>... entities) {
        return open(login, DatabaseOptions.console(Clock.systemUTC(), () -> false, entities));
    }

    /// Signed in as any login, with options of the test's own.
    public Database open(Credentials login, DatabaseOptions options) {
        Database database = Database.open(profile, login, options);
        opened.push(database);
        return database;
    }

    /// The run's login of that role; it carries a random suffix, since logins belong to the whole server.
    public Credentials login(OperatorRole role) {
        return server.login(role);
    }

    /// Another login of that role: a second person.
    public Credentials newLogin(OperatorRole role) {
        return server.newLogin(role);
    }

    /// The owner's connections: may do anything.
    public DataSource superuser() {
        return profile.ownerSource(server.superuser(), "tests");
    }

    /// The owner's login.
    public Credentials superuserLogin() {
        return server.superuser();
    }

    /// Plain SQL as the owner.
    public Sql sql() {
        return new Sql(owners);
    }

    /// Plain SQL as a login, as an operator with psql would.
    public Sql sqlAs(Credentials login) {
        return new Sql(profile.ownerSource(login, "psql"));
    }

    /// What all our SQL takes for the time.
    public Instant now() {
        return sql().value(java.time.OffsetDateTime.class, "SELECT " + TestClock.schema(sql()) + ".ledger_now()")
                .toInstant();
    }

    /// Sets the database's clock; it goes on from there.
    public void setClock(Instant instant) {
        String schema = TestClock.schema(sql());
        // In seconds: days would be added in the session's zone, which has nights of 23 and 25 hours.
        sql().execute(
                        "UPDATE " + schema + ".test_clock SET shift = make_interval(secs => extract(epoch FROM ? - "
                                + schema + ".ledger_now_shipped())::double precision)",
                        instant.atOffset(ZoneOffset.UTC));
    }

    /// Moves the database's clock, forwards or backwards.
    public void advance(Duration duration) {
        sql().execute(
                        "UPDATE " + TestClock.schema(sql())
                                + ".test_clock SET shift = shift + make_interval(secs => ?)",
                        duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        List.copyOf(opened).forEach(Database::close);
        owners.close();
        server.drop(profile.database());
    }
}
