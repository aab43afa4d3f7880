package com.arzani.tokens.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// One call of a run. A batch that is posted as a whole shows nothing before it commits, so the database sends notices
/// on
/// the way, which the driver hands out while the statement still runs.
final class BulkCall {
    private static final String NOTICE = "bulk_progress ";
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private BulkCall() {}

    static void run(Connection connection, String key, int rows, IntConsumer reached) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT count(*) FROM run_bulk_batch(?, ?)")) {
            call.setString(1, key);
            call.setInt(2, rows);
            Thread watch = Thread.ofVirtual().name("bulk-progress").start(() -> watch(call, reached));
            try {
                call.execute();
            } finally {
                watch.interrupt();
            }
        }
    }

    private static void watch(PreparedStatement call, IntConsumer reached) {
        int told = 0;
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
            try {
                int now = newest(call.getWarnings());
                if (now > told) {
                    told = now;
                    reached.accept(now);
                }
            } catch (SQLException closed) {
                return;
            }
        }
    }

    private static int newest(SQLWarning first) {
        int newest = 0;
        for (SQLWarning each = first; each != null; each = each.getNextWarning()) {
            String message = each.getMessage();
            if (message != null && message.startsWith(NOTICE)) {
                newest = Integer.parseInt(message.substring(NOTICE.length()));
            }
        }
        return newest;
    }
}
