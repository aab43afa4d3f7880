package com.arzani.tokens.payments.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What was answered under an `Idempotency-Key`, for 24 hours. Answers of work that was begun are kept, a failure's
/// too; a
/// refused request may be corrected and sent again under its key.
final class IdempotentAnswers {
    private static final Duration REMEMBERED = Duration.ofHours(24);

    /// Keys being worked on; one process answers at a time, so its memory is enough.
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    record Kept(int status, String body) {}

    void begin(String key) {
        if (!running.add(key)) {
            throw StripeRefusal.keyInUse();
        }
    }

    void end(String key) {
        running.remove(key);
    }

    /// What was answered under this key, unless that is so long ago that it is forgotten.
    Optional<Kept> find(StoredObjects objects, String key, String fingerprint, Instant now) {
        objects.execute("DELETE FROM simulator.idempotent_answers WHERE answered_at < ?", at(now.minus(REMEMBERED)));
        List<Object[]> rows =
                objects.rows("SELECT fingerprint, status, body FROM simulator.idempotent_answers WHERE key = ?", key);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] row = rows.getFirst();
        if (!row[0].equals(fingerprint)) {
            throw StripeRefusal.keyReused();
        }
        return Optional.of(new Kept((Integer) row[1], (String) row[2]));
    }

    void keep(StoredObjects objects, String key, String fingerprint, Kept answer, Instant now) {
        objects.execute(
                "INSERT INTO simulator.idempotent_answers (key, fingerprint, status, body, answered_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                key,
                fingerprint,
                answer.status(),
                answer.body(),
                at(now));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static String fingerprint(String method, String path, Params params) {
        try {
            byte[] content = (method + " " + path + " " + params.canonical()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
