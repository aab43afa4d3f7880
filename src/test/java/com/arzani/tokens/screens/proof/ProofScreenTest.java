package com.arzani.tokens.screens.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.proof.ProofJob;
import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.proof.ProofRuns;
import com.arzani.tokens.proof.SealPlace;
import com.arzani.tokens.proof.SealTable;
import com.arzani.tokens.proof.Tampering;
import com.arzani.tokens.proof.TrustedKeys;
import com.arzani.tokens.proof.WalletProofCheck;
import com.arzani.tokens.proof.WalletProofFile;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class ProofScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final SealPlace place;
    private final Path folder;
    private final ProofJob job;

    ProofScreenTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.folder = folder;
        this.place = SealPlace.inside(folder);
        this.job = new ProofJob(ledger.serviceDatabase, place, () -> false);
    }

    @BeforeEach
    void begin() {
        new Tampering(database)
                .as(
                        "TRUNCATE ledger_proof_runs, ledger_proven_wallets, ledger_seals, ledger_seal_heads, token_transactions,"
                                + " token_entry_keys, token_lots, token_lot_draws, user_tokens CASCADE; UPDATE users SET token_balance = 0");
        database.setClock(TestKit.NOW);
    }

    private void open() {
        Database finance = database.openAs(OperatorRole.FINANCE);
        ProofServices services =
                new ProofServices(new ProofRuns(finance), new SealTable(finance), new WalletProofFile(finance));
        Screen screen = Screen.of(
                        "proof",
                        ProofController.class,
                        () -> new ProofController(test.kit(), new ProofViewModel(test.kit(), services)))
                .including(ProofListsController.class, () -> new ProofListsController(test.kit()));
        show(test.kit(), screen, Places.proof());
    }

    private void awaitHeadline(String words) {
        await(words, () -> text("#headline").contains(words));
    }

    private boolean rows(String selector, int count) {
        return table(selector).getItems().size() == count;
    }

    @Test
    void whatIsNoUserIsRefusedInTheForm() {
        open();
        assertThat(isDisabled("#save")).isTrue();
        for (String typed : new String[] {"nobody", "-1", "0", "1.5", "99999999999", " "}) {
            type("#user", typed);
            assertThat(isDisabled("#save")).as(typed).isTrue();
        }
        type("#user", " 42 ");
        assertThat(isDisabled("#save")).isFalse();
    }

    @Test
    void aCustomerWithoutASealGetsNoFile() {
        long user = ledger.userWith(5);
        open();
        Path target = folder.resolve("none.jsonl");
        test.desktop().choose(target);
        type("#user", Long.toString(user));
        fire("#save");
        await("the refusal", () -> !test.kit().notices().all().isEmpty());
        assertThat(test.kit().notices().all().getFirst().text()).contains("No seal holds an entry of user " + user);
        assertThat(target).doesNotExist();
    }

    @Test
    void redIsSaidWithTheFirstPlaceThatDiffersAndTheWayToIt() {
        for (int i = 0; i < 4; i++) {
            ledger.userWith(20 + i);
        }
        assertThat(job.runOnce()).isPresent();
        long user = ledger.userWith(7);
        long entry = ledger.service.post(LedgerFixture.spend(user, 2)).id();
        new Tampering(database).as("UPDATE token_transactions SET tokens_amount = 1 WHERE id = " + entry);
        new ProofRuns(database.openAs(OperatorRole.FINANCE)).request(ProofRun.Kind.NEW);
        assertThat(job.runOnce().orElseThrow().state()).isEqualTo(ProofRun.State.RED);

        open();
        awaitHeadline("The ledger differs in");
        assertThat(text("#broken")).startsWith("An entry was altered, user " + user + ": entry " + entry);
        await("the places", () -> !table("#differences").getItems().isEmpty());
        await("the runs", () -> rows("#runs", 2));
        picture("proof-red");
        onFx(() -> Theme.DARK.apply());
        picture("proof-red-dark");
        onFx(() -> Theme.LIGHT.apply());
        fire("#openBroken");
        assertThat(test.navigator().currentProperty().get()).isEqualTo(Places.entry(entry));
    }

    @Test
    void aRedCheckIsSaidOnceWhereverThePersonIs() {
        long user = ledger.userWith(7);
        TestKit direct = TestKit.direct();
        ProofAlarm alarm = new ProofAlarm(direct.kit(), new ProofRuns(database.openAs(OperatorRole.FINANCE)));
        alarm.begin();
        direct.tasks().pass(Duration.ofMinutes(1));
        job.run();
        direct.tasks().pass(Duration.ofMinutes(1));
        assertThat(direct.kit().notices().all()).isEmpty();

        new Tampering(database).as("UPDATE token_transactions SET tokens_amount = 1 WHERE user_id = " + user);
        new ProofRuns(database.openAs(OperatorRole.FINANCE)).request(ProofRun.Kind.FULL);
        job.run();
        direct.tasks().pass(Duration.ofMinutes(3));
        assertThat(direct.kit().notices().all()).hasSize(1);
        assertThat(direct.kit().notices().all().getFirst().text()).startsWith("The ledger differs in");
        assertThat(alarm.differencesProperty().get()).isPositive();
        direct.kit().notices().all().getFirst().action().run();
        assertThat(direct.navigator().currentProperty().get()).isEqualTo(Places.proof());
        alarm.close();
    }

    @Test
    void aRequestIsShownUntilTheServiceHasWorkedItOff() {
        ledger.userWith(5);
        open();
        awaitHeadline("not checked yet");
        picture("proof-none");
        fire("#runFull");
        await("waiting", () -> text("#state").contains("Waiting for the service"));
        assertThat(isDisabled("#runNew")).isTrue();
        await("the row", () -> rows("#runs", 1));
        job.run();
        awaitHeadline("The ledger is proven");
        await("the seal", () -> rows("#seals", 1));
        await("the buttons", () -> !find("#runNew").isDisabled());
        assertThat(text("#told")).contains("one wallet, one entry").contains("Seal 1 holds this state");
        picture("proof-green");
    }

    /// With the keys alone: ask for a check, then save a customer's proof file that the checker believes.
    @Test
    void everythingGoesByKeyboardAlone() {
        long user = ledger.userWith(5);
        Path target = folder.resolve("customer.jsonl");
        test.desktop().choose(target);
        open();
        awaitHeadline("not checked yet");
        tabTo("#runNew");
        robot().press(KeyCode.SPACE).release(KeyCode.SPACE);
        await("waiting", () -> text("#state").contains("Waiting for the service"));
        job.run();
        awaitHeadline("The ledger is proven");

        tabTo("#user");
        for (char digit : Long.toString(user).toCharArray()) {
            KeyCode key = KeyCode.getKeyCode(String.valueOf(digit));
            assertThat(key).isNotNull();
            robot().write(digit);
        }
        await("the number", () -> text("#user").equals(Long.toString(user)));
        robot().press(KeyCode.ENTER).release(KeyCode.ENTER);
        await("the notice", () -> !test.kit().notices().all().isEmpty());
        Notice notice = test.kit().notices().all().getFirst();
        assertThat(notice.text()).contains("The proof file of user " + user + " holds one entry, sealed by seal 1");
        assertThat(Files.exists(target)).isTrue();
        WalletProofCheck.Proven proven =
                WalletProofCheck.check(target, Optional.of(TrustedKeys.read(place.publicKeys())));
        assertThat(proven.userId()).isEqualTo(user);
    }

    private void tabTo(String selector) {
        Node wanted = find(selector);
        for (int presses = 0; presses < 25; presses++) {
            if (fx(() -> stage().getScene().getFocusOwner() == wanted)) {
                return;
            }
            robot().press(KeyCode.TAB).release(KeyCode.TAB);
        }
        throw new AssertionError("Tab never reaches " + selector);
    }

    @Test
    void supportHasNoRightToAsk() {
        ProofRuns support = new ProofRuns(database.openAs(OperatorRole.SUPPORT));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> support.page(Long.MAX_VALUE, 1))
                .isInstanceOf(Rejected.class);
    }
}
