package com.arzani.tokens.backup;

import com.arzani.tokens.database.Database;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The rows of `backups` and `backup_drills`: requests, what became of them, and their times.
public final class Backups {
    private final Database database;

    public Backups(Database database) {
        this.database = database;
    }

    /// Asks for a backup; the service's job picks it up. If one waits or runs, there is no second. Administrators.
    public BackupRecord request() {
        return call(Backups::backup, "SELECT * FROM request_backup()").getFirst();
    }

    /// Asks for a drill of a good backup; if one waits or runs, there is no second. Administrators.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `backup_not_there`
    public DrillRecord requestDrill(long backupId) {
        return call(Backups::drill, "SELECT * FROM request_backup_drill(?)", backupId)
                .getFirst();
    }

    /// The newest backups below an id.
    public List<BackupRecord> page(long below, int limit) {
        return call(Backups::backup, "SELECT * FROM backups WHERE id < ? ORDER BY id DESC LIMIT ?", below, limit);
    }

    /// The newest drills below an id.
    public List<DrillRecord> drills(long below, int limit) {
        return call(Backups::drill, "SELECT * FROM backup_drills WHERE id < ? ORDER BY id DESC LIMIT ?", below, limit);
    }

    /// The newest backup that is there.
    public Optional<BackupRecord> lastGood() {
        return call(Backups::backup, "SELECT * FROM backups WHERE state = 'good' ORDER BY id DESC LIMIT 1").stream()
                .findFirst();
    }

    Optional<BackupRecord> find(long id) {
        return call(Backups::backup, "SELECT * FROM backups WHERE id = ?", id).stream()
                .findFirst();
    }

    Optional<BackupRecord> begin(boolean able) {
        return call(Backups::backup, "SELECT * FROM begin_backup(?)", able).stream()
                .findFirst();
    }

    BackupRecord finish(long id, BackupWriter.Written written, Duration took) {
        BackupManifest manifest = written.manifest();
        return call(
                        Backups::backup,
                        "SELECT * FROM finish_backup(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        id,
                        written.file().toString(),
                        written.bytes(),
                        written.sha256(),
                        manifest.version(),
                        manifest.rows(),
                        manifest.ledger().entries(),
                        manifest.ledger().walletCount(),
                        manifest.ledger().tokens(),
                        took.toMillis())
                .getFirst();
    }

    void fail(long id, String problem) {
        call(row -> null, "SELECT fail_backup(?, ?)", id, problem);
    }

    Optional<BackupRecord> toCopy() {
        return call(Backups::backup, "SELECT * FROM backup_to_copy()").stream().findFirst();
    }

    /// @param copiedTo null with a problem
    void noteCopied(long id, String copiedTo, String problem) {
        call(row -> null, "SELECT note_backup_copied(?, ?, ?)", id, copiedTo, problem);
    }

    List<BackupRecord> toRemove() {
        return call(Backups::backup, "SELECT * FROM backups_to_remove()");
    }

    void noteRemoved(long id, String problem) {
        call(row -> null, "SELECT note_backup_removed(?, ?)", id, problem);
    }

    Optional<DrillRecord> beginDrill(boolean able) {
        return call(Backups::drill, "SELECT * FROM begin_backup_drill(?)", able).stream()
                .findFirst();
    }

    DrillRecord finishDrill(long id, Drill.Result result) {
        return call(
                        Backups::drill,
                        "SELECT * FROM finish_backup_drill(?, ?, ?, ?, ?, ?, ?, ?)",
                        id,
                        result.check().toMillis(),
                        result.load().toMillis(),
                        result.proof().toMillis(),
                        result.manifest().rows(),
                        result.report().counts().entries(),
                        result.manifest().ledger().tokens(),
                        result.report().differenceCount())
                .getFirst();
    }

    void failDrill(long id, String problem) {
        call(row -> null, "SELECT fail_backup_drill(?, ?)", id, problem);
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> call(Reading<T> reading, String statement, Object... values) {
        return database.call(session -> session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                for (int index = 0; index < values.length; index++) {
                    prepared.setObject(index + 1, values[index]);
                }
                List<T> rows = new ArrayList<>();
                try (ResultSet row = prepared.executeQuery()) {
                    while (row.next()) {
                        rows.add(reading.of(row));
                    }
                }
                return rows;
            }
        }));
    }

    private static BackupRecord backup(ResultSet row) throws SQLException {
        Optional<BackupRecord.Taken> taken = Optional.empty();
        if (row.getString("file") != null) {
            taken = Optional.of(new BackupRecord.Taken(
                    Path.of(row.getString("file")),
                    row.getLong("bytes"),
                    moment(row, "taken_at"),
                    Duration.ofMillis(row.getLong("millis")),
                    new BackupRecord.Held(
                            row.getLong("row_count"),
                            row.getLong("entries"),
                            row.getLong("wallets"),
                            row.getLong("tokens")),
                    new BackupRecord.Copy(row.getString("copied_to"), row.getString("copy_problem"))));
        }
        return new BackupRecord(
                row.getLong("id"),
                BackupRecord.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                moment(row, "requested_at"),
                taken,
                row.getString("problem"));
    }

    private static DrillRecord drill(ResultSet row) throws SQLException {
        Optional<DrillRecord.Found> found = Optional.empty();
        if (row.getObject("difference_count") != null) {
            found = Optional.of(new DrillRecord.Found(
                    Duration.ofMillis(row.getLong("check_millis")),
                    Duration.ofMillis(row.getLong("load_millis")),
                    Duration.ofMillis(row.getLong("proof_millis")),
                    row.getLong("row_count"),
                    row.getLong("entries"),
                    row.getLong("difference_count")));
        }
        return new DrillRecord(
                row.getLong("id"),
                row.getLong("backup_id"),
                DrillRecord.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                moment(row, "requested_at"),
                found,
                row.getString("problem"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
