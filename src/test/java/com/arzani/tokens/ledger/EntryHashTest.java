package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Hashes written down once and for ever: a change of the text or the hash would break every chain there is.
@PostgresTest
class EntryHashTest {
    private static final String FIRST = "da9e6b56c70469e99feeffd74bbc2712b3569fa5003767a2db46cd777b44ab9f";
    private static final String SECOND = "94a5c70fdb64e4686cf6086fa7ebac33ea3b77be4ca38c31061535e522bd545b";
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456Z");

    private static EntryHash entry(int seq, String note) {
        EntryHash hash = new EntryHash();
        Object[] fields = {
            42,
            seq,
            1000 + seq,
            "adjustment",
            5,
            1,
            0,
            5 * seq,
            "key-" + seq,
            0,
            null,
            null,
            null,
            null,
            null,
            "goodwill",
            note,
            "ann",
            null,
            "127.0.0.1",
            "psql",
            "{}"
        };
        for (Object field : fields) {
            hash.field(field);
        }
        return hash;
    }

    @Test
    void theHashesAreThoseWrittenDown() {
        byte[] first = entry(1, "Zoë's \u20ac 5").over(null, AT);
        byte[] second = entry(2, "again").over(first, AT.plusNanos(1_000));
        assertThat(HexFormat.of().formatHex(first)).isEqualTo(FIRST);
        assertThat(HexFormat.of().formatHex(second)).isEqualTo(SECOND);
    }

    @Test
    void theDatabaseHashesTheSame(TestDatabase database) {
        assertThat(database.sql().value(String.class, hashed(1, "Zoë''s \u20ac 5", "''", "00:00.123456")))
                .isEqualTo(FIRST);
        assertThat(database.sql().value(String.class, hashed(2, "again", "'\\x" + FIRST + "'", "00:00.123457")))
                .isEqualTo(SECOND);
    }

    private static String hashed(int seq, String note, String previous, String at) {
        return ("SELECT encode(sha256(%s::bytea || convert_to(ledger_hashed_text(42, %d, %d, 'adjustment', 5, 1::smallint, 0, %d,"
                        + " 'key-%d', 0::smallint, NULL, NULL, NULL, NULL, NULL, 'goodwill', '%s', 'ann', NULL, '127.0.0.1',"
                        + " 'psql', '{}', '2026-11-22 12:%s+00'), 'UTF8')), 'hex')")
                .formatted(previous, seq, 1000 + seq, 5 * seq, seq, note, at);
    }
}
