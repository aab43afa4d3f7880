package com.arzani.tokens.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// The hash of an entry: SHA-256 over the wallet's previous hash and the entry's fields between unit separators. The
/// same
/// bytes as `ledger_entry_hash` in the database; a test holds the two together.
public final class EntryHash {
    private static final char SEPARATOR = '\u001f';
    private static final long MICROS = 1_000_000;

    private final StringBuilder text = new StringBuilder(300);

    /// Adds the next field; null is written as nothing. The order of the calls is the order of `ledger_entry_hash`.
    public EntryHash field(Object value) {
        if (!text.isEmpty()) {
            text.append(SEPARATOR);
        }
        if (value != null) {
            text.append(value);
        }
        return this;
    }

    /// Closes the entry with its time.
    ///
    /// @param previous the wallet's hash before, or null for its first entry
    public byte[] over(byte[] previous, Instant createdAt) {
        return over(previous, text(createdAt));
    }

    /// Closes the entry with its time and gives the text that is hashed.
    String text(Instant createdAt) {
        return field(createdAt.getEpochSecond() * MICROS + createdAt.getNano() / 1_000)
                .text
                .toString();
    }

    /// The hash of an entry's text.
    ///
    /// @param previous the wallet's hash before, or null for its first entry
    public static byte[] over(byte[] previous, String text) {
        MessageDigest digest = sha256();
        if (previous != null) {
            digest.update(previous);
        }
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
