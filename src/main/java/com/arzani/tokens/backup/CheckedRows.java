package com.arzani.tokens.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The rows of a table, read once: more bytes than promised, other bytes, another number of rows or a row without end
/// fail
/// as soon as they show, at the latest where the stream ends.
final class CheckedRows extends FilterInputStream {
    private final BackupManifest.Table table;
    private final int longestRow;
    private final MessageDigest digest = Sha256.start();
    private long bytes;
    private long rows;
    private long rowBegan;
    private boolean ended;

    CheckedRows(InputStream in, BackupManifest.Table table, int longestRow) {
        super(in);
        this.table = table;
        this.longestRow = longestRow;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            end();
            return read;
        }
        digest.update(buffer, offset, read);
        for (int index = offset; index < offset + read; index++) {
            bytes++;
            if (buffer[index] == '\n') {
                rows++;
                rowBegan = bytes;
            }
        }
        if (bytes > table.bytes() || rows > table.rows() || bytes - rowBegan > longestRow) {
            throw new IOException(table.entry() + " holds more than it should");
        }
        return read;
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (bytes != table.bytes()
                || rows != table.rows()
                || rowBegan != bytes
                || !HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw new IOException(table.entry() + " is not what was written");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
