package com.arzani.tokens.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@PostgresTest
@ResourceLock("roles of the server")
class BackupJobTest {
    private final TestDatabase database;
    private final Path folder;
    private final Database service;
    private final Backups admin;

    BackupJobTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.folder = folder;
        this.service = database.openService();
        this.admin = new Backups(database.openAs(OperatorRole.ADMIN));
    }

    /// Tests share a database; what an earlier one left is over, and a day ago.
    @BeforeEach
    void later() {
        database.sql()
                .execute("SET session_replication_role = replica; DELETE FROM backup_drills; DELETE FROM backups");
    }

    private BackupJob job(Path place) {
        Drill drill = new Drill(database.profile(), database.superuserLogin());
        return new BackupJob(
                service,
                Optional.of(new BackupPlace(place, database.superuser(), Optional.empty(), Optional.of(drill))));
    }

    private void setting(String name, int value) {
        database.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) SELECT name, max(version) + 1, ? FROM settings"
                                + " WHERE name = ? GROUP BY name",
                        Integer.toString(value),
                        name);
    }

    private BackupRecord backUp() {
        admin.request();
        job(folder).run();
        return admin.page(Long.MAX_VALUE, 1).getFirst();
    }

    @Test
    void onlyAdministratorsAskAndOnlyTheServiceAnswers() {
        for (OperatorRole role : OperatorRole.values()) {
            Backups backups = new Backups(database.openAs(role));
            if (role != OperatorRole.ADMIN) {
                assertThatThrownBy(backups::request).as(role.name()).isInstanceOf(Rejected.class);
                assertThatThrownBy(() -> backups.requestDrill(1))
                        .as(role.name())
                        .isInstanceOf(Rejected.class);
            }
            if (role != OperatorRole.SERVICE) {
                assertThatThrownBy(() -> backups.begin(true)).as(role.name()).isInstanceOf(Rejected.class);
                assertThatThrownBy(() -> backups.fail(1, "x")).as(role.name()).isInstanceOf(Rejected.class);
                assertThatThrownBy(backups::toRemove).as(role.name()).isInstanceOf(Rejected.class);
                assertThatThrownBy(() -> backups.beginDrill(true))
                        .as(role.name())
                        .isInstanceOf(Rejected.class);
            }
        }
        assertThatThrownBy(() -> admin.requestDrill(0))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo("backup_not_there"));
    }

    @Test
    void f20WhatFailsIsNotedAndNotTriedAgainAtEveryLook() throws IOException {
        setting("BACKUP_DRILL_EVERY_DAYS", 0);
        Path taken = Files.writeString(folder.resolve("taken"), "mine");
        job(taken).run();
        job(taken).run();
        List<BackupRecord> all = admin.page(Long.MAX_VALUE, 10);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().state()).isEqualTo(BackupRecord.State.FAILED);
        assertThat(all.getFirst().problem()).isEqualTo("file_not_writable");
        assertThat(taken).hasContent("mine");
        database.advance(Duration.ofMinutes(61));
        job(folder).run();
        assertThat(admin.lastGood()).isPresent();
    }

    @Test
    void whereNothingIsSetUpARequestIsAnsweredAndNothingIsDue() {
        BackupJob bare = new BackupJob(service, Optional.empty());
        bare.run();
        assertThat(admin.page(Long.MAX_VALUE, 1)).isEmpty();
        admin.request();
        bare.run();
        assertThat(admin.page(Long.MAX_VALUE, 1).getFirst().problem()).isEqualTo("backup_not_set_up");
    }

    @Test
    void oneWorksAtATimeAndAKilledOneIsSaidToBe() {
        setting("BACKUP_DRILL_EVERY_DAYS", 0);
        BackupRecord first = admin.request();
        assertThat(admin.request().id()).isEqualTo(first.id());
        try (AdvisoryLock elsewhere =
                database.openService().tryLock("arzani.backups").orElseThrow()) {
            assertThat(elsewhere.held()).isTrue();
            job(folder).run();
            assertThat(admin.page(Long.MAX_VALUE, 1).getFirst().state()).isEqualTo(BackupRecord.State.WAITING);
        }
        new Backups(service).begin(true);
        assertThat(admin.page(Long.MAX_VALUE, 1).getFirst().state()).isEqualTo(BackupRecord.State.RUNNING);
        job(folder).run();
        assertThat(admin.page(Long.MAX_VALUE, 1).getFirst().problem()).isEqualTo("backup_interrupted");
    }

    @Test
    void t14ABackupIsDueEveryDayAndADrillEveryWeek() {
        setting("BACKUP_DRILL_EVERY_DAYS", 7);
        new LedgerFixture(database).userWith(12);
        job(folder).run();
        BackupRecord good = admin.lastGood().orElseThrow();
        assertThat(good.taken().orElseThrow().file())
                .exists()
                .hasSize(good.taken().orElseThrow().bytes());
        assertThat(good.taken().orElseThrow().held().entries()).isPositive();
        DrillRecord drill = admin.drills(Long.MAX_VALUE, 1).getFirst();
        assertThat(drill.state()).isEqualTo(DrillRecord.State.GREEN);
        assertThat(drill.found().orElseThrow().entries())
                .isEqualTo(good.taken().orElseThrow().held().entries());
        assertThat(drill.found().orElseThrow().load()).isPositive();
        job(folder).run();
        assertThat(admin.page(Long.MAX_VALUE, 10)).hasSize(1);
        database.advance(Duration.ofHours(25));
        job(folder).run();
        assertThat(admin.page(Long.MAX_VALUE, 10)).hasSize(2);
        assertThat(admin.drills(Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void whatIsTooOldGoesButNeverTheNewestNorAFileOfOthers() throws IOException {
        setting("BACKUP_DRILL_EVERY_DAYS", 0);
        setting("BACKUP_KEEP", 1);
        BackupRecord first = backUp();
        BackupRecord foreign = backUp();
        Path others = Files.writeString(folder.resolve("others.txt"), "mine");
        database.sql().execute("UPDATE backups SET file = ? WHERE id = ?", others.toString(), foreign.id());
        database.advance(Duration.ofDays(31));
        BackupRecord newest = backUp();
        assertThat(first.taken().orElseThrow().file()).doesNotExist();
        assertThat(newest.taken().orElseThrow().file()).exists();
        assertThat(others).hasContent("mine");
        assertThat(admin.page(first.id() + 1, 1).getFirst().state()).isEqualTo(BackupRecord.State.REMOVED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    /// A storage that is away as long as it is told to be.
    private static final class Storage implements BackupStore {
        private final List<String> held = new ArrayList<>();
        private boolean away;

        @Override
        public String put(Path file) {
            if (away) {
                throw new Unavailable("backup_store_away", file.toString());
            }
            held.add(file.getFileName().toString());
            return "s3://there/" + file.getFileName();
        }

        @Override
        public Path fetch(String name, Path folder) {
            return folder.resolve(name);
        }

        @Override
        public void remove(String name) {
            held.remove(name);
        }

        @Override
        public void close() {
            held.clear();
        }
    }

    @Test
    void aCopyThatFailedIsTriedAgainAnHourLaterAndGoesWithItsBackup() {
        setting("BACKUP_DRILL_EVERY_DAYS", 0);
        setting("BACKUP_KEEP", 1);
        Storage storage = new Storage();
        BackupJob job = new BackupJob(
                service,
                Optional.of(new BackupPlace(folder, database.superuser(), Optional.of(storage), Optional.empty())));
        storage.away = true;
        job.run();
        BackupRecord good = admin.lastGood().orElseThrow();
        assertThat(good.taken().orElseThrow().copy()).isEqualTo(new BackupRecord.Copy(null, "backup_store_away"));
        storage.away = false;
        job.run();
        assertThat(storage.held).isEmpty();
        database.advance(Duration.ofMinutes(61));
        job.run();
        String name = good.taken().orElseThrow().file().getFileName().toString();
        assertThat(storage.held).containsExactly(name);
        assertThat(admin.lastGood().orElseThrow().taken().orElseThrow().copy().place())
                .isEqualTo("s3://there/" + name);
        database.advance(Duration.ofDays(31));
        job.run();
        assertThat(storage.held).hasSize(1).doesNotContain(name);
    }

    @Test
    void aBackupWhoseFileIsGoneIsSaidToBe() throws IOException {
        setting("BACKUP_DRILL_EVERY_DAYS", 0);
        BackupRecord good = backUp();
        admin.requestDrill(good.id());
        Files.delete(good.taken().orElseThrow().file());
        job(folder).run();
        assertThat(admin.drills(Long.MAX_VALUE, 1).getFirst().problem()).isEqualTo("backup_file_gone");
        assertThat(admin.page(Long.MAX_VALUE, 1).getFirst().state()).isEqualTo(BackupRecord.State.REMOVED);
    }
}
