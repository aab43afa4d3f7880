package com.arzani.tokens.throttle;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.Gathering;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Bucket4j's states in `rate_buckets`. It begins with the state it saw last, and puts the next one there in one
/// statement; if
/// another instance was quicker, that statement brings the other's state, and the library computes again.
final class BucketStore extends AbstractCompareAndSwapBasedProxyManager<String> {
    private static final int KEPT_MOST = 10_000;
    private static final long A_DAY_TWICE = TimeUnit.DAYS.toMillis(2);
    private static final String SWAP = "SELECT swapped, state, now FROM swap_rate_bucket(?, ?, ?, ?)";
    private static final String SWAP_ALL = "SELECT swapped, state, now, line FROM swap_rate_buckets(?, ?, ?, ?)";
    private static final int LANES = 2;
    private static final int MOST_IN_CALL = 64;

    private final Database database;
    private final DatabaseTime time;
    private final Gathering<Turn, Swapped> gathering = new Gathering<>(LANES, MOST_IN_CALL, this::send);
    private final Map<String, byte[]> seen = Collections.synchronizedMap(new LastSeen());

    /// What a bucket is to become.
    ///
    /// @param seen what it was; null if nothing is known of it
    private record Turn(String key, byte[] seen, byte[] next, long full) {}

    private record Swapped(boolean swapped, byte[] state, Instant at) {}

    BucketStore(Database database, DatabaseTime time, ClientSideConfig config) {
        super(config);
        this.database = database;
        this.time = time;
    }

    private static final class LastSeen extends LinkedHashMap<String, byte[]> {
        private static final long serialVersionUID = 1L;

        LastSeen() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > KEPT_MOST;
        }
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
        return new Swap(key);
    }

    private final class Swap implements CompareAndSwapOperation {
        private final String key;

        Swap(String key) {
            this.key = key;
        }

        @Override
        public Optional<byte[]> getStateData(Optional<Long> timeout) {
            return Optional.ofNullable(seen.get(key));
        }

        @Override
        public boolean compareAndSwap(byte[] before, byte[] next, RemoteBucketState state, Optional<Long> timeout) {
            long full = TimeUnit.NANOSECONDS.toMillis(state.calculateFullRefillingTime(getClientSideTime()));
            Swapped now = gathering.ask(new Turn(key, before, next, Math.clamp(full, 0, A_DAY_TWICE)), key.hashCode());
            time.told(now.at());
            if (now.state() == null) {
                seen.remove(key);
            } else {
                seen.put(key, now.state());
            }
            return now.swapped();
        }
    }

    private List<Swapped> send(List<Turn> turns) {
        return database.call(session -> session.doReturningWork(
                connection -> turns.size() == 1 ? List.of(one(connection, turns.getFirst())) : all(connection, turns)));
    }

    private static Swapped one(Connection connection, Turn turn) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWAP)) {
            statement.setString(1, turn.key());
            statement.setBytes(2, turn.seen());
            statement.setBytes(3, turn.next());
            statement.setLong(4, turn.full());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return swapped(row);
            }
        }
    }

    private static List<Swapped> all(Connection connection, List<Turn> turns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWAP_ALL)) {
            statement.setArray(1, connection.createArrayOf("text", each(turns, Turn::key, String[]::new)));
            statement.setArray(2, connection.createArrayOf("bytea", each(turns, Turn::seen, byte[][]::new)));
            statement.setArray(3, connection.createArrayOf("bytea", each(turns, Turn::next, byte[][]::new)));
            statement.setArray(4, connection.createArrayOf("bigint", each(turns, Turn::full, Long[]::new)));
            Swapped[] all = new Swapped[turns.size()];
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all[row.getInt(4) - 1] = swapped(row);
                }
            }
            return Arrays.asList(all);
        }
    }

    private static <T> T[] each(List<Turn> turns, Function<Turn, T> field, IntFunction<T[]> array) {
        return turns.stream().map(field).toArray(array);
    }

    private static Swapped swapped(ResultSet row) throws SQLException {
        return new Swapped(
                row.getBoolean(1),
                row.getBytes(2),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }

    @Override
    public void removeProxy(String key) {
        throw new UnsupportedOperationException("buckets that are full again go by themselves");
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException();
    }
}
