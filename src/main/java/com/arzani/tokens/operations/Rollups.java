package com.arzani.tokens.operations;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import java.util.List;
import java.util.Optional;

/// Keeps the figures: calls each fold's door, which takes in what was committed since (ruling 11), and says so to
/// whoever listens on `token_rollups`. Any number of programs may call it as often as they like: a lock on the server
/// lets one fold at a time. A fold that fails keeps no other from its turn. Needs the service's login.
public final class Rollups implements Runnable {
    /// The doors, in the order of their turns: what stands further down may build on what stands above. Each returns
    /// how many rows it took in.
    static final List<String> DOORS =
            List.of("refresh_token_analytics", "refresh_sales_facts", "refresh_customer_facts", "refresh_kpi_months");

    static final String CHANNEL = "token_rollups";
    private static final String LOCK = "arzani.rollups";

    private final Database database;
    private final List<String> doors;

    public Rollups(Database database) {
        this(database, DOORS);
    }

    Rollups(Database database, List<String> doors) {
        this.database = database;
        this.doors = List.copyOf(doors);
    }

    @Override
    public void run() {
        foldOnce();
    }

    /// One turn of each door; returns the rows taken in, none if another program folds.
    ///
    /// @throws TokenProblem the first door's problem, once all have had their turn
    public long foldOnce() {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return 0;
        }
        try (AdvisoryLock held = lock.get()) {
            return held.held() ? turns() : 0;
        }
    }

    private long turns() {
        long folded = 0;
        RuntimeException failed = null;
        for (String door : doors) {
            try {
                folded += number("SELECT " + door + "()");
            } catch (RuntimeException failure) {
                if (failed == null) {
                    failed = failure;
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (folded > 0) {
            tell(folded);
        }
        if (failed != null) {
            throw failed;
        }
        return folded;
    }

    private void tell(long folded) {
        database.call(
                session -> session.createNativeQuery("SELECT CAST(pg_notify(:channel, :rows) AS text)", String.class)
                        .setParameter("channel", CHANNEL)
                        .setParameter("rows", Long.toString(folded))
                        .getSingleResult());
    }

    private long number(String sql) {
        return database.call(
                session -> session.createNativeQuery(sql, Long.class).getSingleResult());
    }
}
