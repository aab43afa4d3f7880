package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One signed-in login's way to PostgreSQL: a small pool, Hibernate over it, and one transaction for each call.
///
/// Every failure that a person can be told comes as a TokenProblem. After `database_away` the outcome of a write is
/// unknown;
/// ask for its operation key. When the server is back, the next call works by itself.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MOST_REPEATS = 3;
    private static final long VALIDATION_MILLIS = 2_000;
    private static final long LIFETIME_MILLIS = 30 * 60_000L;
    private static final int FETCH_ROWS = 500;

    private final Operator operator;
    private final DatabaseOptions options;
    private final HikariDataSource pool;
    private final SessionFactory sessions;
    private volatile boolean closed;

    private Database(Operator operator, DatabaseOptions options, HikariDataSource pool, SessionFactory sessions) {
        this.operator = operator;
        this.options = options;
        this.pool = pool;
        this.sessions = sessions;
    }

    /// Signs in and opens the pool.
    ///
    /// @throws Rejected `wrong_password`, or `no_role` for a login without any of our group roles
    /// @throws Unavailable `database_away` and its kin
    public static Database open(ConnectionProfile profile, Credentials credentials, DatabaseOptions options) {
        refuseUiThread(options);
        profile.requireCertificate();
        PGSimpleDataSource source = profile.source(credentials, options.applicationName(), options.longestStatement());
        Operator operator = SignIn.check(source, credentials.login());
        HikariDataSource pool = pool(source, options);
        try {
            return new Database(operator, options, pool, Sessions.over(pool, options.entities()));
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    /// Asks the server whether a login and its password still hold, and opens nothing.
    ///
    /// @throws Rejected `wrong_password`, `no_role`
    public static void confirm(ConnectionProfile profile, Credentials credentials, DatabaseOptions options) {
        refuseUiThread(options);
        profile.requireCertificate();
        SignIn.check(
                profile.source(credentials, options.applicationName(), options.longestStatement()),
                credentials.login());
    }

    /// Who is signed in.
    public Operator operator() {
        return operator;
    }

    /// The pool's connections now.
    ///
    /// @param waiting callers who wait for one
    public record Connections(int active, int idle, int waiting) {}

    public Connections connections() {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new Connections(
                now.getActiveConnections(), now.getIdleConnections(), now.getThreadsAwaitingConnection());
    }

    /// How the schema stands to this program: older, and an operator's program stops; newer, and it writes nothing.
    public Migrations.State schema() {
        return guarded(() -> Migrations.console(pool).state());
    }

    /// Runs queries in one read-only transaction; a query with a fetch size streams from the server.
    public <T> T read(Function<Session, T> work) {
        return guarded(() -> inTransaction(work, true));
    }

    /// Runs one function call of the database without BEGIN and COMMIT around it: the statement is the transaction, one
    /// round trip.
    public <T> T call(Function<Session, T> work) {
        return guarded(() -> {
            try (Session session = sessions.openSession()) {
                session.setHibernateFlushMode(FlushMode.MANUAL);
                return work.apply(session);
            }
        });
    }

    /// The arguments of a refusal that came as a row, from the JSON list that the database's functions write.
    ///
    /// @param json null for none
    public static Object[] arguments(String json) {
        return SqlProblems.arguments(json);
    }

    /// Changes ordinary entities in one transaction. The work may run up to four times, when PostgreSQL asks to repeat
    /// it.
    public <T> T write(Function<Session, T> work) {
        return guarded(() -> inTransaction(work, false));
    }

    /// Takes a lock that nobody else holds until it is closed or its connection ends; nothing if somebody has it.
    public Optional<AdvisoryLock> tryLock(String name) {
        return guarded(() -> AdvisoryLock.take(sessions.openSession(), name));
    }

    /// Reads rows one by one in bounded memory, in one read-only transaction, however many there are.
    public <T> void stream(Function<Session, org.hibernate.query.SelectionQuery<T>> query, Consumer<? super T> sink) {
        read(session -> {
            unhurried(session);
            try (Stream<T> rows = query.apply(session)
                    .setFetchSize(FETCH_ROWS)
                    .setReadOnly(true)
                    .getResultStream()) {
                long number = 0;
                for (T row : (Iterable<T>) rows::iterator) {
                    sink.accept(row);
                    if (++number % FETCH_ROWS == 0) {
                        // Else the session keeps every entity it has read.
                        session.clear();
                    }
                }
            }
            return null;
        });
    }

    /// Runs a `COPY (...) TO STDOUT` statement into a stream; gives the number of rows.
    public long copyOut(String statement, OutputStream target) {
        return read(session -> session.doReturningWork(connection -> {
            unhurried(session);
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, target);
            } catch (IOException notWritten) {
                throw new java.io.UncheckedIOException(notWritten);
            }
        }));
    }

    /// An export of a long history may take longer than a person's transaction otherwise may; each statement keeps its
    /// own
    /// limit.
    private static void unhurried(Session session) {
        session.doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL transaction_timeout = 0");
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        sessions.close();
        pool.close();
    }

    private <T> T inTransaction(Function<Session, T> work, boolean readOnly) {
        try (Session session = sessions.openSession()) {
            if (readOnly) {
                session.setDefaultReadOnly(true);
                session.setHibernateFlushMode(FlushMode.MANUAL);
                session.doWork(connection -> connection.setReadOnly(true));
            }
            Transaction transaction = session.beginTransaction();
            try {
                T result = work.apply(session);
                transaction.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(transaction, failure);
                throw failure;
            }
        }
    }

    private static void rollBack(Transaction transaction, Throwable failure) {
        try {
            if (transaction.getStatus().canRollback()) {
                transaction.rollback();
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private <T> T guarded(java.util.function.Supplier<T> work) {
        refuseUiThread(options);
        for (int attempt = 0; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                if (attempt < MOST_REPEATS && SqlProblems.mayRepeat(failure)) {
                    pause(attempt);
                    continue;
                }
                throw translated(failure);
            }
        }
    }

    private RuntimeException translated(RuntimeException failure) {
        TokenProblem problem = SqlProblems.of(failure).orElse(null);
        if (problem == null) {
            // What was still reading when somebody signed out ends in many ways, and none of them is a defect.
            return closed ? new Unavailable(failure, "signed_out") : failure;
        }
        if (problem instanceof Rejected && "wrong_password".equals(problem.key())) {
            // The pool signs in again by itself; that it may not any more is no slip of somebody's fingers (F26).
            return new Rejected(failure, "sign_in_ended");
        }
        if (problem instanceof Unavailable && "database_away".equals(problem.key()) && !pool.isClosed()) {
            // The other connections of the pool are most likely dead as well; the next call must not meet one of them.
            pool.getHikariPoolMXBean().softEvictConnections();
            LOG.debug("Connection lost, pool emptied");
        }
        return problem;
    }

    /// Full jitter: two transactions that met once should not meet again.
    private static void pause(int attempt) {
        long most = TimeUnit.MILLISECONDS.toNanos(10L << attempt);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }

    private static void refuseUiThread(DatabaseOptions options) {
        if (options.onUiThread().getAsBoolean()) {
            throw new IllegalStateException("The database was called on the thread that draws the screen");
        }
    }

    private static HikariDataSource pool(PGSimpleDataSource source, DatabaseOptions options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(options.applicationName());
        config.setDataSource(source);
        config.setMaximumPoolSize(options.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(options.pool().patience().toMillis());
        config.setValidationTimeout(
                Math.min(VALIDATION_MILLIS, options.pool().patience().toMillis()));
        if (options.poolSize() > 1) {
            config.setIdleTimeout(options.pool().idle().toMillis());
        }
        config.setMaxLifetime(LIFETIME_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
