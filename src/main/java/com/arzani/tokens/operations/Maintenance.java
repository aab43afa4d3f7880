package com.arzani.tokens.operations;

import com.arzani.tokens.database.Database;

/// What must be done again and again so that the ledger stays ready: partitions ahead, ended lots, boosts,
/// requests and orders. Needs
/// the service's role. Each step may run in several programs at once: the database's locks and clock decide.
public final class Maintenance implements Runnable {
    private static final int WALLETS_A_CALL = 100;
    private static final int ORDERS_A_CALL = 100;

    private final Database database;

    public Maintenance(Database database) {
        this.database = database;
    }

    @Override
    public void run() {
        number("SELECT CAST(make_partitions_ahead() AS bigint)");
        number("SELECT CAST(expire_boosts() AS bigint)");
        number("SELECT CAST(expire_requests() AS bigint)");
        long expired;
        do {
            // In small calls, so that no posting waits behind a long list of wallets.
            expired = number("SELECT CAST(expire_lots(" + WALLETS_A_CALL + ") AS bigint)");
        } while (expired > 0);
        number("SELECT clean_rate_buckets()");
        long ended;
        do {
            ended = number("SELECT CAST(expire_orders(" + ORDERS_A_CALL + ") AS bigint)");
        } while (ended > 0);
    }

    private long number(String sql) {
        return database.call(
                session -> session.createNativeQuery(sql, Long.class).getSingleResult());
    }
}
