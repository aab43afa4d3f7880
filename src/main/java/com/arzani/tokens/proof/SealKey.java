package com.arzani.tokens.proof;

import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// The key that signs seals: a file for its owner alone, made on first use, in the form OpenSSL reads. It never enters
/// the
/// database, a log or an error.
public final class SealKey {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SealKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// Reads the key, or makes it if there is none.
    ///
    /// @throws Rejected `seal_key_unreadable` with the path
    public static SealKey at(SealPlace place) {
        try {
            Files.createDirectories(place.key().toAbsolutePath().getParent());
            try (FileChannel lock = FileChannel.open(
                            place.key().resolveSibling(place.key().getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                assert held.isValid();
                if (!Files.exists(place.key())) {
                    make(place);
                }
                SealKey key = read(place);
                if (!Files.exists(place.publicKeys())) {
                    whole(place.publicKeys(), Pem.of(PUBLIC, key.publicKey));
                }
                return key;
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw new Rejected(failure, "seal_key_unreadable", place.key().toString());
        }
    }

    private static void make(SealPlace place) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(SealSignature.ALGORITHM).generateKeyPair();
        String trusted = Files.exists(place.publicKeys()) ? Files.readString(place.publicKeys()) : "";
        // The public half first: without it a seal of the new key would look like a forgery.
        whole(place.publicKeys(), trusted + Pem.of(PUBLIC, pair.getPublic().getEncoded()));
        whole(
                place.key(),
                Pem.of(PRIVATE, pair.getPrivate().getEncoded())
                        + Pem.of(PUBLIC, pair.getPublic().getEncoded()));
    }

    private static SealKey read(SealPlace place) throws IOException, GeneralSecurityException {
        String text = Files.readString(place.key());
        KeyFactory keys = KeyFactory.getInstance(SealSignature.ALGORITHM);
        PrivateKey read = keys.generatePrivate(new PKCS8EncodedKeySpec(Pem.only(text, PRIVATE)));
        byte[] publicKey = keys.generatePublic(new X509EncodedKeySpec(Pem.only(text, PUBLIC)))
                .getEncoded();
        return new SealKey(read, publicKey);
    }

    /// Under its name whole or not at all, and for its owner alone from the beginning.
    private static void whole(Path file, String text) throws IOException {
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), ".seal", ".part", ownerOnly());
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// Signs a seal.
    public SignedSeal sign(Seal seal) {
        try {
            Signature signature = Signature.getInstance(SealSignature.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(seal.bytes());
            return new SignedSeal(seal, new SealSignature(publicKey, signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has Ed25519", impossible);
        }
    }

    /// Whether a signature carries this key's public half.
    boolean owns(SealSignature signature) {
        return HashTree.same(publicKey, signature.publicKey());
    }

    public String fingerprint() {
        return SealSignature.fingerprint(publicKey);
    }
}
