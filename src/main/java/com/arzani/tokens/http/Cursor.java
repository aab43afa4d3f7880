package com.arzani.tokens.http;

import com.arzani.tokens.ledger.EntryKey;
import com.arzani.tokens.problem.Rejected;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// Where a page of a user's entries ended, as an opaque text. It names a place in the order of time, never a user:
/// whose
/// entries follow is the token's business.
final class Cursor {
    private static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

    private Cursor() {}

    static String write(EntryKey key) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(key.createdAt().getEpochSecond())
                .putInt(key.createdAt().getNano())
                .putLong(key.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// @throws Rejected `cursor_wrong`
    static EntryKey read(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                throw new Rejected("cursor_wrong");
            }
            ByteBuffer read = ByteBuffer.wrap(bytes);
            Instant at = Instant.ofEpochSecond(read.getLong(), read.getInt());
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw new Rejected("cursor_wrong");
            }
            return new EntryKey(at, read.getLong());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
            throw new Rejected("cursor_wrong");
        }
    }
}
