package com.arzani.tokens.proof;

import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The public keys somebody believes, from outside the database. A seal by any other key is no seal.
public record TrustedKeys(List<byte[]> keys) {
    public TrustedKeys {
        keys = List.copyOf(keys);
    }

    /// Reads a file of public keys, one PEM block behind the other.
    ///
    /// @throws Rejected `seal_key_unreadable` with the path
    public static TrustedKeys read(Path file) {
        try {
            List<byte[]> keys = Pem.all(Files.readString(file), "PUBLIC KEY");
            if (keys.isEmpty()) {
                throw new Rejected("seal_key_unreadable", file.toString());
            }
            return new TrustedKeys(keys);
        } catch (IOException failure) {
            throw new Rejected(failure, "seal_key_unreadable", file.toString());
        }
    }

    public boolean holds(SealSignature signature) {
        return keys.stream().anyMatch(key -> HashTree.same(key, signature.publicKey()));
    }

    public String fingerprints() {
        return keys.stream().map(SealSignature::fingerprint).collect(Collectors.joining(", "));
    }
}
