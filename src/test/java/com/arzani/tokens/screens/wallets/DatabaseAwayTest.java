package com.arzani.tokens.screens.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.WalletDirectory;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server of a working screen is really stopped and started again.
class DatabaseAwayTest extends ScreenTest {
    /// The pool waits 5 seconds for a connection, and a screen asks again with pauses of up to 15.
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    private final TestKit test = TestKit.threaded();
    private EmbeddedPostgres server;
    private Database database;
    private LedgerService ledger;
    private long user;

    @BeforeEach
    void signIn() {
        server = EmbeddedPostgres.start(data, Map.of());
        Migrations.embedded(server.ownerSource()).migrate();
        server.makeLogins();
        database = Database.open(
                server.profile(),
                server.credentials("demo_support"),
                DatabaseOptions.console(Clock.systemUTC(), () -> false).withEntities(Ledger.ENTITIES));
        ledger = new LedgerService(database);
        user = new Sql(server.ownerSource())
                .number("INSERT INTO users (email, first_name, last_name)"
                        + " VALUES ('ann@example.com', 'Ann', 'Example') RETURNING id");
        ledger.adjust(LedgerFixture.grant(user, 12));
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    private Screen screen() {
        WalletServices services = new WalletServices(
                ledger,
                new LedgerExplanation(database),
                new WalletDirectory(database),
                OperatorRole.SUPPORT,
                LedgerFixture::key,
                new SecondPerson(
                        new com.arzani.tokens.approval.Approvals(database),
                        new com.arzani.tokens.approval.Limits(database),
                        database.operator().login()));
        return Screen.of(
                        "wallets",
                        WalletsController.class,
                        () -> new WalletsController(test.kit(), new WalletsViewModel(test.kit(), services)))
                .including(WalletDetailController.class, () -> new WalletDetailController(test.kit()))
                .including(AdjustmentController.class, () -> new AdjustmentController(test.kit()));
    }

    @Test
    void f3WhatWasTypedStaysTheScreenSaysSoAndRecoversByItself() {
        WalletsController controller = show(test.kit(), screen(), Places.wallet(user));
        await("the list", () -> !table("#table").getItems().isEmpty());
        await("the wallet", () -> find("#shown").isVisible());
        ComboBox<?> reason = find("#reason");
        await("reasons", () -> !reason.getItems().isEmpty());
        type("#amount", "5");
        onFx(() -> reason.getSelectionModel().select(0));
        type("#note", "Asked for by telephone.");
        int port = server.profile().port();

        server.close();
        fire("#post");
        onFx(controller::refresh);

        await("that nobody knows yet", LONG, () -> shown("it is not known yet"));
        await("the list says it", LONG, () -> shown("cannot be reached"));
        picture("wallets-database-away");
        assertTyped();
        assertThat(isDisabled("#post")).isTrue();
        assertThat(table("#table").getItems()).isNotEmpty();

        server = EmbeddedPostgres.start(data, Map.of());
        assertThat(server.profile().port()).isEqualTo(port);

        // Nobody presses anything: the form learns its outcome and the list reads on.
        await("the outcome", LONG, () -> shown("This was not posted"));
        await("the list is back", LONG, () -> !shown("cannot be reached"));
        assertTyped();
        await("another press is possible", () -> !isDisabled("#post"));
        fire("#post");
        await("posted", () -> text("#balance").equals("17"));
        assertThat(ledger.wallet(user).orElseThrow().balance()).isEqualTo(new Tokens(17));
        assertThat(text("#note")).isEmpty();
    }

    private void assertTyped() {
        assertThat(text("#amount")).isEqualTo("5");
        assertThat(text("#note")).isEqualTo("Asked for by telephone.");
        assertThat(fx(() -> this.<ComboBox<?>>find("#reason").getValue())).isNotNull();
    }

    /// Whether any label that one can see holds these words.
    private boolean shown(String words) {
        return stage().getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label
                        && label.getText() != null
                        && label.getText().contains(words)
                        && seen(label));
    }

    private static boolean seen(Node node) {
        return node == null || node.isVisible() && seen(node.getParent());
    }
}
