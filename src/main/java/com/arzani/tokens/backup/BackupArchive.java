package com.arzani.tokens.backup;

import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An archive in which every byte was checked (F24, H12): the file against its own digest, each entry against the
/// manifest,
/// and no entry that the manifest does not name. Nothing is unpacked anywhere, and no size that a file claims is
/// believed.
///
/// The digest finds damage, not a forger who makes the whole file anew: that is what the proof against the seals is
/// for.
public final class BackupArchive implements AutoCloseable {
    private static final int BUFFER = 1 << 17;
    private static final int LARGEST_MANIFEST = 1 << 24;
    /// A row of ours has no more; without a bound a file of zeros would be read to its end.
    private static final int LONGEST_ROW = 1 << 27;

    private final Path file;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupArchive(Path file, ZipFile zip, BackupManifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /// Opens an archive and checks all of it.
    ///
    /// @throws Rejected `file_not_readable`; `backup_damaged` with the file for anything but the bytes that were
    /// written;
    /// `backup_newer` for a format this program does not know
    public static BackupArchive verified(Path path) {
        Path file = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Rejected("file_not_readable", path.toString());
        }
        ZipFile zip = null;
        try {
            requireDigest(file);
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            BackupArchive archive = new BackupArchive(file, zip, manifest(zip, file));
            archive.requireEntries();
            return archive;
        } catch (IOException | IllegalArgumentException | NullPointerException failure) {
            close(zip);
            throw new Rejected(failure, "backup_damaged", file.toString());
        } catch (RuntimeException refused) {
            close(zip);
            throw refused;
        }
    }

    public Path file() {
        return file;
    }

    public BackupManifest manifest() {
        return manifest;
    }

    /// The rows of a table; reading to the end fails unless they are what the manifest says.
    InputStream rows(BackupManifest.Table table) throws IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw new IOException("no entry " + table.entry());
        }
        return new CheckedRows(zip.getInputStream(entry), table, LONGEST_ROW);
    }

    private static void requireDigest(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = Channels.newInputStream(channel)) {
            long left = channel.size() - Sha256.HEX_DIGITS;
            byte[] buffer = new byte[BUFFER];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("shorter than it was");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            String said = new String(in.readNBytes(Sha256.HEX_DIGITS), StandardCharsets.ISO_8859_1);
            if (left < 0 || !said.equals(HexFormat.of().formatHex(digest.digest()))) {
                throw new IOException("the digest is another");
            }
        }
    }

    /// Whether a stream gives an archive's bytes, by the digest at its end.
    public static boolean holds(InputStream bytes) throws IOException {
        DigestTail tail = new DigestTail(OutputStream.nullOutputStream());
        bytes.transferTo(tail);
        return tail.endsWithItsDigest();
    }

    private static BackupManifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(BackupWriter.MANIFEST);
        if (entry == null) {
            throw new IOException("no manifest");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readNBytes(LARGEST_MANIFEST + 1);
            if (text.length > LARGEST_MANIFEST) {
                throw new IOException("a manifest of any size");
            }
            if (ManifestJson.format(text) > BackupManifest.FORMAT) {
                throw new Rejected("backup_newer", file.toString());
            }
            return ManifestJson.read(text);
        }
    }

    private void requireEntries() throws IOException {
        Set<String> named =
                manifest.tables().stream().map(BackupManifest.Table::entry).collect(Collectors.toSet());
        named.add(BackupWriter.MANIFEST);
        Set<String> found =
                Collections.list(zip.entries()).stream().map(ZipEntry::getName).collect(Collectors.toSet());
        if (!found.equals(named)
                || zip.size() != named.size()
                || named.size() != manifest.tables().size() + 1) {
            throw new IOException("entries that the manifest does not name");
        }
        byte[] buffer = new byte[BUFFER];
        for (BackupManifest.Table table : manifest.tables()) {
            try (InputStream rows = rows(table)) {
                int read = rows.read(buffer);
                while (read >= 0) {
                    read = rows.read(buffer);
                }
            }
        }
    }

    private static void close(ZipFile zip) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException nothingToLose) {
                return;
            }
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
