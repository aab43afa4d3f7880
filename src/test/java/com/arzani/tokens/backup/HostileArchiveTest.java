package com.arzani.tokens.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// H12: archives somebody made, their digest right, so that only what they hold can give them away.
class HostileArchiveTest {
    private static final LedgerHeads NOTHING = new LedgerHeads(0, 0, 0, 0, "", 0, "");
    private static final String ROWS = "1\tAnn\n2\tBob\n";

    @TempDir
    private Path folder;

    private interface Filling {
        void into(ZipOutputStream zip) throws IOException;
    }

    private Path archive(byte[] manifest, Filling filling) throws IOException {
        Path file = folder.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            DigestTail tail = new DigestTail(out);
            ZipOutputStream zip = new ZipOutputStream(tail);
            zip.setComment(DigestTail.PLACE);
            filling.into(zip);
            entry(zip, BackupWriter.MANIFEST, manifest);
            zip.finish();
            tail.finish();
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] manifest(int format, BackupManifest.Table... tables) {
        Map<String, List<Migrations.Step>> schema =
                Map.of(Migrations.CONSOLE_HISTORY, List.of(new Migrations.Step("1", 1)));
        return ManifestJson.write(
                new BackupManifest(format, Instant.EPOCH, "18", schema, null, List.of(tables), List.of(), NOTHING));
    }

    private static BackupManifest.Table users(long rows, long bytes) {
        MessageDigest digest = Sha256.start();
        String hex = HexFormat.of().formatHex(digest.digest(ROWS.getBytes(StandardCharsets.UTF_8)));
        return new BackupManifest.Table("public", "users", List.of("id", "first_name"), rows, bytes, hex);
    }

    private static void rows(ZipOutputStream zip) throws IOException {
        entry(zip, "data/public.users.copy", ROWS.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(Path file, String key) {
        assertThatThrownBy(() -> BackupArchive.verified(file).close())
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo(key));
    }

    @Test
    void anHonestArchiveIsTaken() throws IOException {
        try (BackupArchive archive =
                BackupArchive.verified(archive(manifest(1, users(2, ROWS.length())), HostileArchiveTest::rows))) {
            assertThat(archive.manifest().rows()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "/etc/passwd", "C:\\x", "data/../../x", "link", "data/public.wallets.copy"})
    void h12AnEntryTheManifestDoesNotNameIsRefused(String name) throws IOException {
        refused(
                archive(manifest(1, users(2, ROWS.length())), zip -> {
                    rows(zip);
                    entry(zip, name, new byte[] {1});
                }),
                "backup_damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "users; DROP TABLE users", "Users", "", "users\""})
    void h12ANameThatIsNoTablesIsRefused(String name) throws IOException {
        String text = new String(manifest(1, users(2, ROWS.length())), StandardCharsets.UTF_8);
        byte[] forged = text.replace("\"users\"", "\"" + name.replace("\"", "\\\"") + "\"")
                .getBytes(StandardCharsets.UTF_8);
        refused(archive(forged, HostileArchiveTest::rows), "backup_damaged");
    }

    @Test
    void h12RowsThatAreNotWhatTheManifestSaysAreRefused() throws IOException {
        refused(archive(manifest(1, users(3, ROWS.length())), HostileArchiveTest::rows), "backup_damaged");
        refused(archive(manifest(1, users(2, ROWS.length() + 1)), HostileArchiveTest::rows), "backup_damaged");
        refused(archive(manifest(1, users(2, ROWS.length())), zip -> {}), "backup_damaged");
        refused(
                archive(
                        manifest(1, users(2, ROWS.length())),
                        zip -> entry(
                                zip,
                                "data/public.users.copy",
                                ROWS.replace('B', 'b').getBytes(StandardCharsets.UTF_8))),
                "backup_damaged");
    }

    /// A small file that unpacks to zeros without end: reading stops at the first row that no table of ours has.
    @Test
    void h12ZerosWithoutEndAreRefusedEarly() throws IOException {
        long huge = 10L << 30;
        Path file = archive(manifest(1, users(2, huge)), zip -> {
            zip.putNextEntry(new ZipEntry("data/public.users.copy"));
            byte[] zeros = new byte[1 << 20];
            for (int mebibyte = 0; mebibyte < 160; mebibyte++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        });
        refused(file, "backup_damaged");
    }

    @Test
    void h12ANewerFormatIsSaidToBeNewer() throws IOException {
        refused(archive(manifest(2), zip -> {}), "backup_newer");
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        refused(archive("no JSON".getBytes(StandardCharsets.UTF_8), zip -> {}), "backup_damaged");
        refused(archive("{\"format\": 1}".getBytes(StandardCharsets.UTF_8), zip -> {}), "backup_damaged");
        refused(folder, "file_not_readable");
        refused(folder.resolve("missing.zip"), "file_not_readable");
    }
}
