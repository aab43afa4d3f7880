package com.arzani.tokens.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Writes a ZIP whose comment is the SHA-256 of every byte before it, in hexadecimal: one altered byte anywhere in the
/// file
/// shows, and it stays a ZIP any tool reads. The comment is the end of the file, so it is held back until the rest is
/// out.
final class DigestTail extends OutputStream {
    static final String PLACE = "0".repeat(Sha256.HEX_DIGITS);

    private final OutputStream out;
    private final MessageDigest digest = Sha256.start();
    private final byte[] held = new byte[Sha256.HEX_DIGITS];
    private int holding;
    private long written;

    DigestTail(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int free = held.length - holding;
        if (length <= free) {
            System.arraycopy(bytes, offset, held, holding, length);
            holding += length;
            return;
        }
        int leaving = length - free;
        int ofHeld = Math.min(holding, leaving);
        pass(held, 0, ofHeld);
        System.arraycopy(held, ofHeld, held, 0, holding - ofHeld);
        holding -= ofHeld;
        pass(bytes, offset, leaving - ofHeld);
        System.arraycopy(bytes, offset + leaving - ofHeld, held, holding, length - leaving + ofHeld);
        holding += length - leaving + ofHeld;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
        written += length;
    }

    /// Puts the digest in the place of the comment; nothing may be written after it.
    String finish() throws IOException {
        if (holding != held.length || !new String(held, StandardCharsets.US_ASCII).equals(PLACE)) {
            throw new IllegalStateException("the comment is not at the end");
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        out.write(hex.getBytes(StandardCharsets.US_ASCII));
        written += held.length;
        return hex;
    }

    /// Whether what was written is a whole archive: the last 64 bytes are the digest of all before them.
    boolean endsWithItsDigest() {
        return holding == held.length
                && new String(held, StandardCharsets.ISO_8859_1)
                        .equals(HexFormat.of().formatHex(digest.digest()));
    }

    long written() {
        return written;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
