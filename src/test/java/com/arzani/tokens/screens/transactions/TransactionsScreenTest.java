package com.arzani.tokens.screens.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.threaded();

    TransactionsScreenTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    private TransactionsController open(Target target) {
        TransactionServices services = new TransactionServices(
                ledger.support,
                ledger.history,
                ledger.explanation,
                new EntryExport(ledger.history, new ExportRecord(ledger.supportDatabase)),
                OperatorRole.SUPPORT);
        Screen screen = Screen.of(
                        "transactions",
                        TransactionsController.class,
                        () -> new TransactionsController(test.kit(), new TransactionsViewModel(test.kit(), services)))
                .including(TransactionDetailController.class, () -> new TransactionDetailController(test.kit()));
        return show(test.kit(), screen, target);
    }

    @Test
    void aFilterIsTypedAppliedRefusedAndRemovedByKeyboard() {
        long user = ledger.userWith(5);
        ledger.support.adjust(LedgerFixture.take(user, 2));
        open(Target.of("transactions"));
        await("rows", () -> !table("#table").getItems().isEmpty());
        robot().clickOn(this.<TextField>find("#filter"));
        robot().write("user:" + user + " type:nothing").type(KeyCode.ENTER);
        await(
                "what is wrong",
                () -> this.<com.arzani.tokens.ui.FormField>find("#filterField")
                        .problemProperty()
                        .get()
                        .contains("purchase"));
        type("#filter", "");
        robot().write("user:" + user + " direction:out").type(KeyCode.ENTER);
        await("one row", () -> table("#table").getItems().size() == 1);
        await("chips", () -> find("#chips").isVisible());
        picture("transactions-filtered");
        onFx(() -> ((Hyperlink) find("#chips").lookup(".hyperlink")).fire());
        await("all rows", () -> table("#table").getItems().size() > 1);
    }

    @Test
    void anEntryIsOpenedWithItsLotsAndItsMetadataAsText() {
        long user = ledger.user();
        List<LedgerEntry> bought = ledger.buy(user);
        LedgerEntry spend = ledger.service.post(com.arzani.tokens.ledger.Posting.consumption(
                LedgerFixture.key(),
                user,
                new com.arzani.tokens.money.Tokens(2),
                new com.arzani.tokens.ledger.Posting.Context(
                        "contact_seller", 7L, null, null, null, "{\"html\": \"<b>x</b>\", \"turn\": \"a\u202Eb\"}")));
        open(Places.transactionsOf(user));
        await("rows", () -> !table("#table").getItems().isEmpty());
        onFx(() -> table("#table").getSelectionModel().select(0));
        await(
                "the entry",
                () -> stage().getScene().getRoot().lookup("#title") != null
                        && text("#title").equals("Entry " + spend.id()));
        assertThat(text("#lots")).contains("2 drawn from the lot of entry");
        assertThat(fx(() -> this.<TextArea>find("#metadata").getText()))
                .contains("<b>x</b>")
                .contains("‹202E›")
                .doesNotContain("\u202E");
        picture("transactions-detail");
        fire("#copyJson");
        assertThat(test.desktop().copied().getFirst()).contains("\"id\" : " + spend.id());
        fire("#close");
        await("closed", () -> stage().getScene().getRoot().lookup("#metadata") == null);
        assertThat(bought).isNotEmpty();
    }

    @Test
    void twoThousandRowsScrollByKeyAndKeepTheirOrder() {
        database.sql()
                .execute("INSERT INTO users (id, email) VALUES (70001, 'deep@example.com') ON CONFLICT DO NOTHING");
        database.sql().execute("INSERT INTO user_tokens (user_id) VALUES (70001)");
        database.sql().execute("""
                INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, direction, balance_after,
                    wallet_seq, operation_key, actor, entry_hash, created_at)
                SELECT 5000000 + n, 70001, 'bonus', 1, 1, n, n, 'screen:' || n, 'tests', '\\x00',
                    date_trunc('month', now()) + n * interval '1 second'
                FROM generate_series(1, 10000) n""");
        open(Places.transactionsOf(70_001));
        await("rows", () -> !table("#table").getItems().isEmpty());
        while (fx(() -> table("#table").getItems().size()) < 2_000) {
            int before = fx(() -> table("#table").getItems().size());
            onFx(() -> table("#table").scrollTo(table("#table").getItems().size() - 1));
            await("more", () -> table("#table").getItems().size() > before);
        }
        Object deep = fx(() -> table("#table").getItems().get(1_999));
        assertThat(((TransactionRow) deep).entry().id()).isEqualTo(5_010_000L - 1_999);
        onFx(() -> table("#table").scrollTo(0));
        await(
                "the newest back in memory",
                () -> table("#table").getItems().get(0) instanceof TransactionRow row
                        && row.entry().id() == 5_010_000L);
    }

    @Test
    void aCancelledExportLeavesNoFile(@TempDir Path folder) throws IOException {
        long user = ledger.userWith(1);
        // A lock on the entries keeps the export waiting until it is cancelled.
        try (java.sql.Connection blocker = database.superuser().getConnection()) {
            open(Places.transactionsOf(user));
            await("rows", () -> !table("#table").getItems().isEmpty());
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE token_transactions IN ACCESS EXCLUSIVE MODE");
            test.desktop().choose(folder.resolve("entries.csv"));
            fire("#export");
            Node exporting = find("#exporting");
            await("exporting", exporting::isVisible);
            await("its file beside", () -> !files(folder).isEmpty());
            fire("#exportCancel");
            await("cancelled", () -> !exporting.isVisible());
            await("no file", () -> files(folder).isEmpty());
            blocker.rollback();
        } catch (java.sql.SQLException failure) {
            throw new AssertionError(failure);
        }
        assertThat(test.kit().notices().all().getFirst().text()).contains("No file was written");
        assertThat(files(folder)).isEmpty();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
