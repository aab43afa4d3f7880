package com.arzani.tokens.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys as text (RFC 7468).
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String of(String kind, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /// @throws IllegalArgumentException if there is not exactly one of that kind
    static byte[] only(String text, String kind) {
        List<byte[]> found = all(text, kind);
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " blocks of " + kind);
        }
        return found.getFirst();
    }

    static List<byte[]> all(String text, String kind) {
        Matcher blocks = Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]+)-----END " + kind + "-----")
                .matcher(text);
        List<byte[]> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(Base64.getMimeDecoder().decode(blocks.group(1)));
        }
        return found;
    }
}
