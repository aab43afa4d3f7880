package com.arzani.tokens.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// An Ed25519 signature and the public key it was made with.
///
/// @param publicKey SubjectPublicKeyInfo, 44 bytes
/// @param signature 64 bytes
public record SealSignature(byte[] publicKey, byte[] signature) {
    static final String ALGORITHM = "Ed25519";

    boolean signs(byte[] text) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /// The key's SHA-256 in hex, by which people compare keys.
    public String fingerprint() {
        return fingerprint(publicKey);
    }

    static String fingerprint(byte[] publicKey) {
        return HexFormat.of().formatHex(HashTree.sha256().digest(publicKey));
    }
}
