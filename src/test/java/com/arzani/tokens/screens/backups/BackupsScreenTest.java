package com.arzani.tokens.screens.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.backup.BackupJob;
import com.arzani.tokens.backup.BackupPlace;
import com.arzani.tokens.backup.Backups;
import com.arzani.tokens.backup.Drill;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@PostgresTest
@ResourceLock("roles of the server")
class BackupsScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final Path folder;
    private final Backups admin;

    BackupsScreenTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.folder = folder;
        this.admin = new Backups(database.openAs(OperatorRole.ADMIN));
    }

    @BeforeEach
    void begin() {
        database.sql()
                .execute("SET session_replication_role = replica; DELETE FROM backup_drills; DELETE FROM backups");
        database.setClock(TestKit.NOW);
    }

    private BackupJob job() {
        Drill drill = new Drill(database.profile(), database.superuserLogin());
        return new BackupJob(
                database.openService(),
                Optional.of(new BackupPlace(folder, database.superuser(), Optional.empty(), Optional.of(drill))));
    }

    private void open() {
        Screen screen = Screen.of(
                        "backups",
                        BackupsController.class,
                        () -> new BackupsController(test.kit(), new BackupsViewModel(test.kit(), admin)))
                .including(BackupDrillsController.class, () -> new BackupDrillsController(test.kit()));
        show(test.kit(), screen, Target.of("backups"));
    }

    @Test
    void nobodyButAdministratorsSeesThem() {
        for (OperatorRole role : OperatorRole.values()) {
            if (role != OperatorRole.ADMIN && role != OperatorRole.SERVICE) {
                Backups other = new Backups(database.openAs(role));
                assertThatThrownBy(() -> other.page(Long.MAX_VALUE, 1)).isInstanceOf(Rejected.class);
            }
        }
    }

    /// With the keys alone: a backup, a drill, and what they say.
    @Test
    void t14ABackupIsAskedForDrilledAndShownByKeyboardAlone() {
        new LedgerFixture(database).userWith(30);
        open();
        await("that there is none", () -> text("#headline").equals("There is no backup"));
        assertThat(isDisabled("#drill")).isTrue();
        picture("backups-none");
        press("#backUp");
        await("waiting", () -> text("#state").contains("Waiting for the background jobs"));
        assertThat(isDisabled("#backUp")).isTrue();
        job().run();
        await("the backup", () -> text("#headline").startsWith("Backed up"));
        await("the drill that was due", () -> text("#told").contains("the ledger proved"));
        await("the rows", () -> !table("#drills").getItems().isEmpty());
        await("the button", () -> !find("#drill").isDisabled());
        press("#drill");
        await("waiting", () -> text("#state").contains("Waiting for the background jobs"));
        job().run();
        await("the second drill", () -> table("#drills").getItems().size() == 2);
        await(
                "its result",
                () -> text("#state").isEmpty()
                        && ((DrillRow) table("#drills").getItems().getFirst())
                                .told()
                                .startsWith("Every"));
        picture("backups-green");
        onFx(() -> Theme.DARK.apply());
        picture("backups-green-dark");
        onFx(() -> Theme.LIGHT.apply());
        DrillRow newest = (DrillRow) table("#drills").getItems().getFirst();
        assertThat(newest.told()).startsWith("Every balance equal");
        assertThat(newest.trend()).isNotEmpty();
    }

    @Test
    void aFailedBackupIsSaidWithItsReason() {
        admin.request();
        new BackupJob(database.openService(), Optional.empty()).run();
        open();
        await("the row", () -> !table("#backups").getItems().isEmpty());
        BackupRow row = (BackupRow) table("#backups").getItems().getFirst();
        assertThat(row.told()).startsWith("No folder and no login for backups are set");
        assertThat(row.state().text()).isEqualTo("Failed");
    }

    @Test
    void sizesAndTimesAreSaidExactly() {
        Texts texts = Texts.load();
        assertThat(Measures.bytes(1_023, texts)).isEqualTo("1023 bytes");
        assertThat(Measures.bytes(1_536, texts)).isEqualTo("1.5 KiB");
        assertThat(Measures.bytes(200L << 20, texts)).isEqualTo("200 MiB");
        assertThat(Measures.time(Duration.ofMillis(1_250), texts)).isEqualTo("1.2 s");
        assertThat(Measures.time(Duration.ofSeconds(150), texts)).isEqualTo("2.5 min");
        assertThat(Measures.trend(Duration.ofSeconds(12), Duration.ofSeconds(10), texts))
                .isEqualTo("20 % longer");
        assertThat(Measures.trend(Duration.ofSeconds(5), Duration.ofSeconds(10), texts))
                .isEqualTo("50 % shorter");
        assertThat(Measures.trend(Duration.ofMillis(10_100), Duration.ofSeconds(10), texts))
                .isEqualTo("The same");
    }

    private void press(String selector) {
        Node wanted = find(selector);
        for (int presses = 0; presses < 25; presses++) {
            if (fx(() -> stage().getScene().getFocusOwner() == wanted)) {
                robot().press(KeyCode.SPACE).release(KeyCode.SPACE);
                return;
            }
            robot().press(KeyCode.TAB).release(KeyCode.TAB);
        }
        throw new AssertionError("Tab never reaches " + selector);
    }
}
