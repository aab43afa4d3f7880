package com.arzani.tokens.throttle;

import com.arzani.tokens.database.Database;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hibernate.type.StandardBasicTypes;

/// Bucket4j's states in `rate_buckets`. It begins with the state it saw last, and puts the next one there in one
/// statement; if
/// another instance was quicker, that statement brings the other's state, and the library computes again.
final class BucketStore extends AbstractCompareAndSwapBasedProxyManager<String> {
    private static final int KEPT_MOST = 10_000;
    private static final long A_DAY_TWICE = TimeUnit.DAYS.toMillis(2);
    private static final String SWAP = "SELECT swapped, state, now FROM swap_rate_bucket(:key, :seen, :next, :full)";

    private final Database database;
    private final DatabaseTime time;
    private final Map<String, byte[]> seen = Collections.synchronizedMap(new LastSeen());

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
            Object[] row = database.call(session -> session.createNativeQuery(SWAP, Object[].class)
                    .setParameter("key", key)
                    .setParameter("seen", before, StandardBasicTypes.BINARY)
                    .setParameter("next", next, StandardBasicTypes.BINARY)
                    .setParameter("full", Math.clamp(full, 0, A_DAY_TWICE))
                    .getSingleResult());
            time.told((Instant) row[2]);
            if (row[1] == null) {
                seen.remove(key);
            } else {
                seen.put(key, (byte[]) row[1]);
            }
            return (Boolean) row[0];
        }
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
