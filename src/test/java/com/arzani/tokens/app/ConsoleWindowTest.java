package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.NewOperator;
import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.Passwords;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Dialogs;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestDesktop;
import com.arzani.tokens.ui.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole window with a company's connection profile: sign-in, the first password, the cover, and out.
@PostgresTest
class ConsoleWindowTest extends ScreenTest {
    private static final String CHOSEN = "a longer one of my own";

    private final TestDatabase database;
    private final String login = "sam." + UUID.randomUUID().toString().substring(0, 8);
    private final char[] handedOut = new Passwords().next().toCharArray();
    private Operators administrator;
    private Path data;
    private Wiring wiring;
    private ConsoleWindow console;

    ConsoleWindowTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        // With a single administrator a role is given at once.
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        administrator = new Operators(database.open(database.newLogin(OperatorRole.ADMIN)));
        administrator.create(new NewOperator(login, "Sam", OperatorRole.SUPPORT), handedOut, "joins");
        Files.writeString(
                folder.resolve("company.properties"),
                "host=127.0.0.1\nport=%d\ndatabase=%s\n"
                        .formatted(database.profile().port(), database.profile().database()));
        data = folder.resolve("data");
        wiring = new Wiring(new Settings(data, "company", folder), Texts.load());
        onFx(() -> {
            Stage stage = new Stage();
            console = new ConsoleWindow(wiring, stage, new TestDesktop());
            stage.setWidth(1000);
            stage.setHeight(900);
            window(stage);
            console.open();
        });
    }

    @AfterEach
    void close() {
        onFx(console::close);
        wiring.close();
    }

    private void signIn(char[] password) {
        await(
                "the sign-in form",
                () -> stage().getScene().lookup("#login") != null
                        && !stage().getScene().lookup("#login").isDisabled());
        type("#login", login);
        type("#password", new String(password));
        fire("#enter");
    }

    private void awaitNode(String selector) {
        await(selector, () -> stage().getScene().lookup(selector) != null);
    }

    private void enterWithOwnPassword() {
        signIn(handedOut);
        awaitNode("#again");
        type("#password", CHOSEN);
        type("#again", CHOSEN);
        fire("#save");
        awaitNode("#navigation");
    }

    @Test
    void aPasswordThatWasHandedOutOpensOnlyTheChoiceOfANewOne() {
        signIn(handedOut);
        awaitNode("#again");
        assertThat(fx(() -> stage().getScene().lookup("#navigation"))).isNull();
        fire("#leave");
        awaitNode("#login");
        enterWithOwnPassword();
        fire("#signOut");
        signIn(CHOSEN.toCharArray());
        awaitNode("#navigation");
    }

    @Test
    void theCoverClosesWhatStandsInFrontAndTheSameOperatorComesBack() {
        enterWithOwnPassword();
        type("#find", "half a word");
        AtomicReference<Boolean> answer = new AtomicReference<>();
        Platform.runLater(
                () -> answer.set(new Dialogs(Texts.load()).confirm(stage(), "Delete?", "It is gone.", "Delete")));
        await("the dialog", () -> Window.getWindows().size() > 1);

        onFx(console::lock);
        awaitNode("#unlock");
        await("the dialog's answer", () -> answer.get() != null);
        assertThat(answer.get()).as("nobody confirmed").isFalse();
        assertThat(fx(() -> List.copyOf(Window.getWindows()))).containsExactly(stage());

        type("#password", new String(handedOut));
        fire("#unlock");
        await("the refusal", () -> find("#banner").isVisible());
        type("#password", CHOSEN);
        fire("#unlock");
        awaitNode("#navigation");
        assertThat(text("#find")).isEqualTo("half a word");
    }

    @Test
    void f26_whoseLoginIsDisabledStaysOutsideAtTheCover() {
        enterWithOwnPassword();
        onFx(console::lock);
        awaitNode("#unlock");
        administrator.disable(login, "left");
        type("#password", CHOSEN);
        fire("#unlock");
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(fx(() -> stage().getScene().lookup("#navigation"))).isNull();
        fire("#signOut");
        awaitNode("#login");
    }

    @ParameterizedTest
    @EnumSource
    void f1_aConsoleKilledBetweenPressAndAnswerTellsTheTruthAtTheNextSignIn(KilledConsole.Moment moment)
            throws IOException {
        enterWithOwnPassword();
        fire("#signOut");
        awaitNode("#login");
        LedgerFixture ledger = new LedgerFixture(database);
        long user = ledger.userWith(7);

        KilledConsole.run(data, database.profile(), new Credentials(login, CHOSEN.toCharArray()), user, moment);
        assertThat(kept())
                .singleElement()
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        signIn(CHOSEN.toCharArray());

        boolean posted = moment == KilledConsole.Moment.AFTER_THE_COMMIT;
        await(
                "the outcome",
                () -> shown(
                        posted
                                ? "your last grant of 5 tokens to user " + user + " was posted at "
                                : "your last grant of 5 tokens to user " + user + " was not posted; nothing moved"));
        assertThat(ledger.support.wallet(user).orElseThrow().balance())
                .isEqualTo(new Tokens(posted ? 7 + KilledConsole.TOKENS : 7));
        assertThat(kept()).isEmpty();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("unfinished"))) {
            return files.toList();
        }
    }

    /// Whether any label of the window holds these words.
    private boolean shown(String words) {
        return stage().getScene().getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .anyMatch(label -> ((Label) label).getText() != null
                        && ((Label) label).getText().contains(words));
    }
}
