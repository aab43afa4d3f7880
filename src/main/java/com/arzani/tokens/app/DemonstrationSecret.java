package com.arzani.tokens.app;

import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The secret that signs bearer tokens beside the built-in database, made once in the data folder, where only its owner
/// reads
/// it: whoever can has all rights there anyway.
final class DemonstrationSecret {
    static final String ISSUER = "arzani-demonstration";
    static final String AUDIENCE = "arzani-tokens";
    private static final int RANDOM_BYTES = 48;

    private DemonstrationSecret() {}

    static TokenRules rules(Path data) {
        return new TokenRules(Optional.of(secret(data.resolve("jwt-secret"))), Optional.empty(), ISSUER, AUDIENCE);
    }

    private static String secret(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                make(file);
            }
            String secret = Files.readString(file).strip();
            if (secret.length() < TokenRules.SECRET_BYTES_MIN) {
                throw new IOException("too short");
            }
            return secret;
        } catch (IOException failure) {
            throw new Unavailable(failure, "jwt_secret_unreadable", file.toString());
        }
    }

    private static void make(Path file) throws IOException {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path aside = Files.createTempFile(file.getParent(), "jwt-secret", ".new", rights);
        try {
            Files.writeString(aside, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
            // A link is made by one of two that start at once, and never seen half written.
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException other) {
            // Somebody else was quicker: that one holds.
        } finally {
            Files.delete(aside);
        }
    }
}
