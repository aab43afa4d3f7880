package com.arzani.tokens.throttle;

import com.arzani.tokens.database.Database;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import java.time.Duration;

/// Limits for each key, shared by all instances on one database and kept over restarts (T17). A turn that is granted is
/// one
/// statement; one that is refused is mostly none, since a state seen before can only have become worse.
public final class RateLimits {
    private final BucketStore store;

    /// @param database signed in as the service
    public RateLimits(Database database) {
        DatabaseTime time = new DatabaseTime(database);
        this.store =
                new BucketStore(database, time, ClientSideConfig.getDefault().withClientClock(time));
    }

    /// So many turns in a window; all come back together at its end.
    public record Rate(long limit, Duration window) {}

    /// @param untilReset until all turns are back; when not granted, until there is one
    public record Turn(boolean granted, long remaining, Duration untilReset) {}

    /// Takes a turn, if there is one.
    ///
    /// @param name of what is limited; the rate is a part of the key, so that another setting begins anew
    /// @param who  at most 50 visible ASCII characters: a user's id, or what stands for an address
    public Turn take(String name, Rate rate, String who) {
        String key = name + ":" + rate.limit() + "/" + rate.window().toMillis() + ":" + who;
        ConsumptionProbe probe =
                store.builder().build(key, () -> configuration(rate)).tryConsumeAndReturnRemaining(1);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Turn(probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(nanos));
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.limit())
                        .refillIntervally(rate.limit(), rate.window())
                        .build())
                .build();
    }
}
