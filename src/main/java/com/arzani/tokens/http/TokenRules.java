package com.arzani.tokens.http;

import java.net.URI;
import java.util.Optional;

/// Whose tokens are believed. Exactly one of secret and keys is there.
///
/// @param secret of at least 32 bytes, shared with the issuer (HS256)
/// @param keys   address of the issuer's public keys (JWKS)
public record TokenRules(Optional<String> secret, Optional<URI> keys, String issuer, String audience) {
    /// Bytes a secret must have at least: as many as the hash.
    public static final int SECRET_BYTES_MIN = 32;

    public TokenRules {
        if (secret.isPresent() == keys.isPresent()) {
            throw new IllegalArgumentException("one of secret and keys");
        }
    }

    @Override
    public String toString() {
        return "TokenRules[" + issuer + ", " + audience + "]";
    }
}
