package com.arzani.tokens.backup;

import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OwnerWork;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.problem.Rejected;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Writes every table of the system as it stood at one moment into one file (T14, F20), while postings go on. Nothing
/// is
/// locked that they need; memory holds one buffer.
public final class BackupWriter {
    /// The manifest's name in an archive; the last entry.
    static final String MANIFEST = "manifest.json";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;
    /// A filter of row-level security becomes an error instead of a short backup.
    private static final String SNAPSHOT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL row_security = off;"
                    + " SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';"
                    + " SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'";

    private static final Pattern NAME = Pattern.compile("arzani-backup-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\\.zip");

    private final DataSource source;

    /// @param source connections of a login that may read all rows of all tables: the owner of the built-in server, or
    /// a
    /// reader's with BYPASSRLS
    public BackupWriter(DataSource source) {
        this.source = source;
    }

    /// A finished archive.
    ///
    /// @param sha256 of all bytes but the last 64, which are this digest
    public record Written(Path file, long bytes, String sha256, BackupManifest manifest) {}

    /// Writes an archive under a name of its own.
    ///
    /// @param folder made if it is missing
    /// @param progress gets the rows written so far
    /// @throws Rejected `file_not_writable`; `not_permitted` for a login that row-level security hides rows from
    /// @throws com.arzani.tokens.problem.Unavailable `disk_full`, `cancelled`
    public Written write(Path folder, LongConsumer progress) {
        Path place = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(place);
        } catch (IOException | SecurityException failure) {
            throw new Rejected(failure, "file_not_writable", folder.toString());
        }
        Map<String, List<Migrations.Step>> schema = new TreeMap<>();
        for (String history : List.of(Migrations.CONSOLE_HISTORY, Migrations.SIMULATOR_HISTORY)) {
            schema.put(history, Migrations.applied(source, history));
        }
        if (schema.get(Migrations.CONSOLE_HISTORY).isEmpty()) {
            throw new Rejected("backup_nothing");
        }
        return OwnerWork.inTransaction(source, SNAPSHOT, connection -> {
            Instant takenAt = takenAt(connection);
            Path file = place.resolve("arzani-backup-" + STAMP.format(takenAt) + "-"
                    + UUID.randomUUID().toString().substring(0, 8) + ".zip");
            try {
                return WholeFile.write(
                        file, out -> archive(connection, out, new Begun(file, takenAt, schema), progress));
            } catch (UncheckedSqlException failure) {
                throw failure.getCause();
            }
        });
    }

    /// Whether a file has a name that only this class gives, in that folder.
    static boolean isOurs(Path file, Path folder) {
        return NAME.matcher(file.getFileName().toString()).matches()
                && file.toAbsolutePath()
                        .normalize()
                        .getParent()
                        .equals(folder.toAbsolutePath().normalize());
    }

    private record Begun(Path file, Instant takenAt, Map<String, List<Migrations.Step>> schema) {}

    private static Written archive(Connection connection, OutputStream out, Begun begun, LongConsumer progress)
            throws IOException {
        DigestTail tail = new DigestTail(out);
        try (ZipOutputStream zip = new ZipOutputStream(tail)) {
            zip.setLevel(LEVEL);
            zip.setComment(DigestTail.PLACE);
            BackupManifest manifest = tables(connection, zip, begun, progress);
            zip.putNextEntry(entry(MANIFEST, begun));
            zip.write(ManifestJson.write(manifest));
            zip.closeEntry();
            zip.finish();
            String digest = tail.finish();
            return new Written(begun.file(), tail.written(), digest, manifest);
        } catch (SQLException failure) {
            throw new UncheckedSqlException(failure);
        }
    }

    private static BackupManifest tables(Connection connection, ZipOutputStream zip, Begun begun, LongConsumer progress)
            throws IOException, SQLException {
        SourceTables source = SourceTables.read(connection);
        List<BackupManifest.Table> tables = new ArrayList<>();
        long rows = 0;
        for (SourceTables.Found found : source.tables()) {
            BackupManifest.Table table = table(connection, zip, source, found, begun);
            tables.add(table);
            rows += table.rows();
            progress.accept(rows);
        }
        return new BackupManifest(
                BackupManifest.FORMAT,
                begun.takenAt(),
                text(connection, "SHOW server_version"),
                begun.schema(),
                text(
                        connection,
                        "SELECT to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-01') FROM public.token_transactions"),
                tables,
                source.sequences(connection),
                LedgerHeads.read(connection));
    }

    private static BackupManifest.Table table(
            Connection connection, ZipOutputStream zip, SourceTables source, SourceTables.Found found, Begun begun)
            throws IOException, SQLException {
        zip.putNextEntry(entry("data/" + found.qualified() + ".copy", begun));
        EntryBytes bytes = new EntryBytes(zip);
        BufferedOutputStream buffered = new BufferedOutputStream(bytes, BUFFER);
        long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(source.copyStatement(found), buffered);
        buffered.flush();
        zip.closeEntry();
        return new BackupManifest.Table(
                found.schema(), found.name(), found.order(), rows, bytes.count(), bytes.sha256());
    }

    private static ZipEntry entry(String name, Begun begun) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(begun.takenAt().toEpochMilli());
        return entry;
    }

    /// The server's own time: a reader for backups needs no right on any of our functions.
    private static Instant takenAt(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /// Carries an SQL failure through the writing of a file.
    private static final class UncheckedSqlException extends RuntimeException {
        UncheckedSqlException(SQLException cause) {
            super(cause);
        }

        @Override
        public synchronized SQLException getCause() {
            return (SQLException) super.getCause();
        }
    }
}
