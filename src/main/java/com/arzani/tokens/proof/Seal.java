package com.arzani.tokens.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// What a seal says: how many wallets, entries and tokens there were at a moment, the root over all wallets' last
/// entries,
/// and the seal before.
///
/// @param tokens all balances together
/// @param owed all debts together, in tokens
/// @param previous hash of the seal before, 32 zeros for the first
public record Seal(long number, Instant sealedAt, long wallets, long entries, Sums sums, byte[] root, byte[] previous) {
    private static final String FORMAT = "arzani-ledger-seal-1";
    private static final int LINES = 9;
    private static final int HASH_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// Tokens of all wallets.
    public record Sums(long tokens, long owed) {}

    /// The words that are hashed and signed, the same as `ledger_seal_text` in the database.
    public String text() {
        return String.join(
                "\n",
                FORMAT,
                Long.toString(number),
                MOMENT.format(sealedAt),
                Long.toString(wallets),
                Long.toString(entries),
                Long.toString(sums.tokens()),
                Long.toString(sums.owed()),
                HEX.formatHex(root),
                HEX.formatHex(previous),
                "");
    }

    /// Reads those words back; nothing if they are not exactly the words of a seal.
    public static Optional<Seal> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1) {
            return Optional.empty();
        }
        try {
            Seal seal = new Seal(
                    Long.parseLong(lines[1]),
                    Instant.from(MOMENT.parse(lines[2])),
                    Long.parseLong(lines[3]),
                    Long.parseLong(lines[4]),
                    new Sums(Long.parseLong(lines[5]), Long.parseLong(lines[6])),
                    HEX.parseHex(lines[7]),
                    HEX.parseHex(lines[8]));
            boolean whole = seal.root.length == HASH_BYTES && seal.previous.length == HASH_BYTES;
            return Optional.of(seal).filter(read -> whole && read.text().equals(text));
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The hash over these words, which the next seal names.
    public byte[] hash() {
        return HashTree.sha256().digest(bytes());
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] beforeTheFirst() {
        return new byte[HASH_BYTES];
    }
}
