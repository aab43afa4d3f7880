package com.arzani.tokens.payments.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;

/// What was answered under an `Idempotency-Key`. Only answers of work that was done are kept: a refused request may be
/// corrected and sent again under its key.
final class IdempotentAnswers {
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

    Optional<Kept> find(Session session, String key, String fingerprint) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT fingerprint, status, body FROM simulator.idempotent_answers WHERE key = ?")) {
                query.setString(1, key);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    if (!row.getString(1).equals(fingerprint)) {
                        throw StripeRefusal.keyReused();
                    }
                    return Optional.of(new Kept(row.getInt(2), row.getString(3)));
                }
            }
        });
    }

    void keep(Session session, String key, String fingerprint, Kept answer, Instant now) {
        session.doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO simulator.idempotent_answers (key, fingerprint, status, body, answered_at)"
                            + " VALUES (?, ?, ?, ?, ?)")) {
                insert.setString(1, key);
                insert.setString(2, fingerprint);
                insert.setInt(3, answer.status());
                insert.setString(4, answer.body());
                insert.setObject(5, now.atOffset(java.time.ZoneOffset.UTC));
                insert.executeUpdate();
            }
        });
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
