package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's own programs, unpacked once from the class path into a folder named after the archive's content.
///
/// Unpacked aside and renamed, so that a folder under the final name is always whole, also with several programs at
/// once.
record PostgresBinaries(Path folder) {
    private static final int NAME_BYTES = 8;
    private static final int OWNER_EXECUTE = 0100;

    /// @param cache where to unpack; when it cannot be written, the other place is taken
    static PostgresBinaries unpacked(Platform platform, Path cache, Path otherwise) {
        try {
            return unpacked(platform, cache);
        } catch (Rejected notWritable) {
            return unpacked(platform, otherwise);
        }
    }

    static PostgresBinaries unpacked(Platform platform, Path cache) {
        String archive = "/" + platform.archive();
        try {
            Path target = cache.resolve("postgresql-" + fingerprint(archive));
            if (!Files.isDirectory(target)) {
                unpackAside(archive, target);
            }
            return new PostgresBinaries(target);
        } catch (IOException failure) {
            throw DataFolder.problem(failure, cache);
        }
    }

    Path program(String name) {
        Path plain = folder.resolve("bin").resolve(name);
        return Files.exists(plain) ? plain : folder.resolve("bin").resolve(name + ".exe");
    }

    /// The version of the data these programs read, for example `18`.
    String dataVersion() {
        return "18";
    }

    /// True when the library of that extension is there.
    boolean holdsLibrary(String name) {
        return java.util.stream.Stream.of("lib/postgresql/", "lib/")
                .flatMap(place ->
                        java.util.stream.Stream.of(".so", ".dylib", ".dll").map(end -> place + name + end))
                .anyMatch(file -> Files.exists(folder.resolve(file)));
    }

    private static void unpackAside(String archive, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path aside = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            try (InputStream packed = open(archive);
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, aside);
                }
            }
            rename(aside, target);
        } finally {
            DataFolder.deleteTree(aside);
        }
    }

    private static void rename(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(aside, target);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException another) {
            // Another program was quicker and unpacked the same archive.
            if (!Files.isDirectory(target)) {
                throw another;
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("The archive leaves its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            link(file, entry.getLinkName());
        } else if (entry.isLink()) {
            Files.copy(root.resolve(entry.getLinkName()).normalize(), file);
        } else {
            Files.copy(tar, file);
            if ((entry.getMode() & OWNER_EXECUTE) != 0) {
                makeExecutable(file);
            }
        }
    }

    private static void link(Path file, String target) throws IOException {
        if (target.contains("..") || target.startsWith("/")) {
            throw new IOException("The archive links out of its folder");
        }
        Files.createSymbolicLink(file, Path.of(target));
    }

    private static void makeExecutable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rwxr-xr-x");
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static InputStream open(String archive) {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new Unavailable("platform_unknown", archive, System.getProperty("os.arch"));
        }
        return new BufferedInputStream(stream);
    }

    private static String fingerprint(String archive) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream stream = new DigestInputStream(open(archive), digest)) {
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
