package com.arzani.tokens.demonstration;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/// Rows of one table in the text format of COPY, gathered in memory.
final class CopyRows {
    private static final int FIRST_BYTES = 1 << 14;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DATE_BYTES = 11;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean inRow;
    private long writtenDay = Long.MIN_VALUE;
    private byte[] writtenDate = {};

    CopyRows text(String value) {
        if (value == null) {
            return none();
        }
        separate();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            escaped(octet);
        }
        return this;
    }

    CopyRows none() {
        separate();
        raw('\\');
        raw('N');
        return this;
    }

    CopyRows number(long value) {
        separate();
        digits(value);
        return this;
    }

    /// A number of which 0 means none.
    CopyRows numberOrNone(long value) {
        return value == 0 ? none() : number(value);
    }

    CopyRows truth(boolean value) {
        separate();
        raw(value ? 't' : 'f');
        return this;
    }

    CopyRows octets(byte[] value) {
        separate();
        raw('\\');
        raw('\\');
        raw('x');
        for (byte octet : value) {
            raw(HEX[octet >> 4 & 15]);
            raw(HEX[octet & 15]);
        }
        return this;
    }

    /// A moment in microseconds since 1970, of which 0 means none.
    CopyRows time(long micros) {
        if (micros == 0) {
            return none();
        }
        separate();
        long day = Math.floorDiv(micros, Times.DAY);
        if (day != writtenDay) {
            writtenDay = day;
            writtenDate = (LocalDate.ofEpochDay(day) + " ").getBytes(StandardCharsets.US_ASCII);
        }
        for (int i = 0; i < DATE_BYTES; i++) {
            raw(writtenDate[i]);
        }
        long left = Math.floorMod(micros, Times.DAY);
        padded(left / Times.HOUR, 10);
        raw(':');
        padded(left / Times.MINUTE % 60, 10);
        raw(':');
        padded(left / Times.SECOND % 60, 10);
        raw('.');
        padded(left % Times.SECOND, 100_000);
        raw('+');
        raw('0');
        raw('0');
        return this;
    }

    void end() {
        raw('\n');
        inRow = false;
    }

    int size() {
        return length;
    }

    InputStream open() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    private void separate() {
        if (inRow) {
            raw('\t');
        }
        inRow = true;
    }

    private void escaped(int octet) {
        switch (octet) {
            case '\\' -> both('\\');
            case '\n' -> both('n');
            case '\r' -> both('r');
            case '\t' -> both('t');
            default -> raw(octet);
        }
    }

    private void both(int after) {
        raw('\\');
        raw(after);
    }

    private void digits(long value) {
        if (value < 0) {
            raw('-');
            digits(-value);
        } else if (value < 10) {
            raw('0' + (int) value);
        } else {
            digits(value / 10);
            raw('0' + (int) (value % 10));
        }
    }

    private void padded(long value, long highest) {
        for (long place = highest; place > 0; place /= 10) {
            raw('0' + (int) (value / place % 10));
        }
    }

    private void raw(int octet) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) octet;
    }
}
