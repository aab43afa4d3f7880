package com.arzani.tokens.http;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tokens whose signature and claims were found good a moment ago, by their whole text, which nobody can have without
/// having been given it. Kept for five minutes at most, as long as the keys they are checked with, and never beyond
/// their
/// own end; an end or a beginning is judged by the clock each time, without the leeway that the check gives.
final class VerifiedTokens {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Verified> verified = new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > MOST;
        }
    };

    private record Verified(Caller caller, Instant from, Instant until) {}

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    Optional<Caller> find(String token) {
        Verified known;
        synchronized (verified) {
            known = verified.get(token);
        }
        if (known == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isBefore(known.from()) || !now.isBefore(known.until())) {
            synchronized (verified) {
                verified.remove(token, known);
            }
            return Optional.empty();
        }
        return Optional.of(known.caller());
    }

    void keep(String token, Caller caller, JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant end = claims.getExpirationTime().toInstant();
        Instant until = now.plus(LONGEST).isBefore(end) ? now.plus(LONGEST) : end;
        Date begins = claims.getNotBeforeTime();
        Instant from = begins != null && begins.toInstant().isAfter(now) ? begins.toInstant() : now;
        if (from.isBefore(until)) {
            synchronized (verified) {
                verified.put(token, new Verified(caller, from, until));
            }
        }
    }
}
