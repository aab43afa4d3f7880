package com.arzani.tokens.database;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// How a program uses the database.
///
/// @param applicationName shown by the server for our connections
/// @param longestStatement after which the program gives up waiting; the login's own statement_timeout should be
/// shorter or equal
/// @param pool how many connections, and for how long
/// @param entities Hibernate's entity classes
/// @param onUiThread tells whether the caller is the thread that draws the screen, which must never wait for the
/// database
public record DatabaseOptions(
        String applicationName,
        Pool pool,
        Duration longestStatement,
        List<Class<?>> entities,
        Clock clock,
        BooleanSupplier onUiThread) {
    private static final Duration PERSONS_WAIT = Duration.ofSeconds(30);
    private static final Duration JOBS_WAIT = Duration.ofMinutes(5);
    private static final int CONSOLE_POOL = 4;
    /// A long job (proof, figures, backup with its drill) holds one for its lock while it runs; the others must not
    /// wait
    /// for it. With the service's 12 beside the built-in database it stays below the login's 20.
    private static final int JOBS_POOL = 7;

    /// The connections of one login.
    ///
    /// @param size most at once: a console at most 4, the service 20
    /// @param patience for a free one, before the caller hears that the database is busy or away
    /// @param idle after which an unused one is closed
    public record Pool(int size, Duration patience, Duration idle) {
        private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);
        private static final Duration USUAL_IDLE = Duration.ofSeconds(60);

        public Pool {
            if (size < 1) {
                throw new IllegalArgumentException("pool size " + size);
            }
        }

        static Pool of(int size) {
            return new Pool(size, USUAL_PATIENCE, USUAL_IDLE);
        }
    }

    public DatabaseOptions {
        Objects.requireNonNull(applicationName);
        Objects.requireNonNull(pool);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(onUiThread);
        entities = List.copyOf(entities);
    }

    /// With a pool of this many connections.
    public DatabaseOptions(
            String applicationName,
            int poolSize,
            Duration longestStatement,
            List<Class<?>> entities,
            Clock clock,
            BooleanSupplier onUiThread) {
        this(applicationName, Pool.of(poolSize), longestStatement, entities, clock, onUiThread);
    }

    /// Most connections at once.
    public int poolSize() {
        return pool.size();
    }

    /// The options of a console.
    public static DatabaseOptions console(Clock clock, BooleanSupplier onUiThread, Class<?>... entities) {
        return new DatabaseOptions("arzani-console", CONSOLE_POOL, PERSONS_WAIT, List.of(entities), clock, onUiThread);
    }

    /// The options of background jobs, which run under a login of the service and draw no screen.
    public static DatabaseOptions jobs(Clock clock, Class<?>... entities) {
        return new DatabaseOptions("arzani-jobs", JOBS_POOL, JOBS_WAIT, List.of(entities), clock, () -> false);
    }

    /// The same with other entity classes.
    public DatabaseOptions withEntities(List<Class<?>> others) {
        return new DatabaseOptions(applicationName, pool, longestStatement, others, clock, onUiThread);
    }

    /// The same with another pool size.
    public DatabaseOptions withPoolSize(int size) {
        return new DatabaseOptions(
                applicationName,
                new Pool(size, pool.patience(), pool.idle()),
                longestStatement,
                entities,
                clock,
                onUiThread);
    }

    /// The same with another pool.
    public DatabaseOptions withPool(Pool other) {
        return new DatabaseOptions(applicationName, other, longestStatement, entities, clock, onUiThread);
    }

    /// The same under another name.
    public DatabaseOptions named(String name) {
        return new DatabaseOptions(name, pool, longestStatement, entities, clock, onUiThread);
    }
}
