package com.arzani.tokens.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The one digest of archives.
final class Sha256 {
    static final int HEX_DIGITS = 64;

    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
