package com.arzani.tokens.backup;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the backup that somebody asked for or that is due, takes away what is too old, and drills. Any number of
/// programs
/// may call it as often as they like: a lock on the server lets one work at a time. What fails is noted and tried again
/// an
/// hour later. Needs the service's login, and for the rows themselves [BackupPlace#reader].
public final class BackupJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupJob.class);
    private static final String LOCK = "arzani.backups";

    private final Database database;
    private final Backups backups;
    private final Optional<BackupPlace> place;

    /// @param place empty where backups were not set up: then requests are answered with that
    public BackupJob(Database database, Optional<BackupPlace> place) {
        this.database = database;
        this.backups = new Backups(database);
        this.place = place;
    }

    @Override
    public void run() {
        Optional<AdvisoryLock> lock = database.tryLock(LOCK);
        if (lock.isEmpty()) {
            return;
        }
        try (AdvisoryLock held = lock.get()) {
            backups.begin(place.isPresent()).ifPresent(this::backup);
            place.flatMap(BackupPlace::store)
                    .ifPresent(store -> backups.toCopy().ifPresent(backup -> copy(store, backup)));
            if (held.held()) {
                backups.beginDrill(place.flatMap(BackupPlace::drill).isPresent())
                        .ifPresent(this::drill);
            }
        }
    }

    private void backup(BackupRecord begun) {
        try {
            BackupPlace there = place.orElseThrow(() -> new Rejected("backup_not_set_up"));
            long start = System.nanoTime();
            BackupWriter.Written written = new BackupWriter(there.reader()).write(there.folder(), rows -> {});
            BackupArchive.verified(written.file()).close();
            BackupRecord done = backups.finish(begun.id(), written, Duration.ofNanos(System.nanoTime() - start));
            LOG.info("Backup {} written, {} bytes", done.id(), written.bytes());
            removeOld();
        } catch (TokenProblem problem) {
            LOG.warn("Backup {} failed: {}", begun.id(), problem.key(), problem);
            backups.fail(begun.id(), problem.key());
        } catch (RuntimeException failure) {
            LOG.error("Backup {} failed", begun.id(), failure);
            backups.fail(begun.id(), "backup_unexpected");
        }
    }

    private void copy(BackupStore store, BackupRecord backup) {
        try {
            String copy = store.put(backup.taken().orElseThrow().file());
            backups.noteCopied(backup.id(), copy, null);
            LOG.info("Backup {} copied", backup.id());
        } catch (TokenProblem problem) {
            LOG.warn("Backup {} was not copied: {}", backup.id(), problem.key(), problem);
            backups.noteCopied(backup.id(), null, problem.key());
        } catch (RuntimeException failure) {
            LOG.error("Backup {} was not copied", backup.id(), failure);
            backups.noteCopied(backup.id(), null, "backup_unexpected");
        }
    }

    /// What cannot be taken away stays in the list, and is tried again after the next backup.
    private void removeOld() {
        for (BackupRecord old : backups.toRemove()) {
            Path file = old.taken().orElseThrow().file();
            if (!BackupWriter.isOurs(file, place.orElseThrow().folder())) {
                // A row is no permission to remove any file of this computer.
                LOG.warn("Backup {} is too old, and its file is not in the folder of backups", old.id());
                continue;
            }
            try {
                if (old.taken().orElseThrow().copy().place() != null) {
                    place.flatMap(BackupPlace::store)
                            .ifPresent(store -> store.remove(file.getFileName().toString()));
                }
                Files.deleteIfExists(file);
                backups.noteRemoved(old.id(), null);
            } catch (IOException | Unavailable stays) {
                LOG.warn("Backup {} is too old and cannot be removed", old.id(), stays);
            }
        }
    }

    private void drill(DrillRecord begun) {
        try {
            Drill drill = place.flatMap(BackupPlace::drill).orElseThrow(() -> new Rejected("backup_no_drill_here"));
            BackupRecord backup = backups.find(begun.backupId()).orElseThrow();
            Path file = backup.taken().orElseThrow().file();
            if (!Files.exists(file)) {
                backups.noteRemoved(backup.id(), "backup_file_gone");
                throw new Rejected("backup_file_gone", file.toString());
            }
            drill.clear();
            DrillRecord done = backups.finishDrill(begun.id(), drill.run(file, rows -> {}));
            LOG.info("Drill {} of backup {} ended {}", done.id(), backup.id(), done.state());
        } catch (TokenProblem problem) {
            LOG.warn("Drill {} failed: {}", begun.id(), problem.key(), problem);
            backups.failDrill(begun.id(), problem.key());
        } catch (RuntimeException failure) {
            LOG.error("Drill {} failed", begun.id(), failure);
            backups.failDrill(begun.id(), "backup_unexpected");
        }
    }
}
