package com.arzani.tokens.screens.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.disputes.DisputeDesk;
import com.arzani.tokens.payments.disputes.DisputeShop;
import com.arzani.tokens.payments.disputes.DisputeShop.Paid;
import com.arzani.tokens.payments.disputes.EvidenceField;
import com.arzani.tokens.payments.inbox.InboxFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class DisputesScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private DisputeShop shop;
    private Paid paid;
    private String dispute;

    @TempDir
    private Path folder;

    DisputesScreenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new DisputeShop(database);
        database.sql().execute("TRUNCATE dispute_answers, stripe_disputes");
        paid = shop.sold();
        shop.spend(paid, 8);
        dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private void open(OperatorRole role, Target target) {
        Database as = database.openAs(role);
        DisputeServices services =
                new DisputeServices(new DisputeDesk(as), new ExportRecord(as), role != OperatorRole.SUPPORT);
        show(
                test.kit(),
                Screen.of(
                                "disputes",
                                DisputesController.class,
                                () -> new DisputesController(test.kit(), new DisputesViewModel(test.kit(), services)))
                        .including(DisputeDetailController.class, () -> new DisputeDetailController(test.kit()))
                        .including(DisputeTokensController.class, () -> new DisputeTokensController(test.kit()))
                        .including(EvidenceController.class, () -> new EvidenceController(test.kit())),
                target);
    }

    private void rows(int count) {
        await(count + " rows", () -> table("#table").getItems().size() == count);
    }

    private boolean there(String selector) {
        return fx(() -> stage().getScene().getRoot().lookup(selector) != null);
    }

    private void choose(int row) {
        onFx(() -> table("#table").getSelectionModel().clearAndSelect(row));
        await("the dispute", () -> there("#uses"));
    }

    private void tab(int index) {
        onFx(() -> ((TabPane) find("#tabs")).getSelectionModel().select(index));
    }

    @Test
    void supportReadsWhatBecameOfTheTokensAndIsOfferedNoAnswer() {
        open(OperatorRole.SUPPORT, Places.disputes());
        rows(1);
        await("the figures", () -> text("#summary").startsWith("1 to answer"));
        choose(0);
        assertThat(text("#state")).isEqualTo("Needs answer");
        assertThat(text("#deadline")).startsWith("Time left to answer: 8 days.");
        assertThat(text("#sold")).isEqualTo("30");
        assertThat(text("#spent")).isEqualTo("8");
        assertThat(text("#unspent")).isEqualTo("0");
        assertThat(text("#held")).isEqualTo("22");
        assertThat(text("#owed")).isEqualTo("8");
        TableView<Object> uses = find("#uses");
        assertThat(uses.getItems()).hasSize(2);
        picture("disputes-held");
        onFx(() -> {
            uses.requestFocus();
            uses.getSelectionModel().select(0);
        });
        robot().push(KeyCode.ENTER);
        assertThat(fx(() -> test.navigator().currentProperty().get()))
                .isEqualTo(Places.entry(((com.arzani.tokens.payments.disputes.DisputeFacts.Use)
                                uses.getItems().getFirst())
                        .entryId()));
        tab(1);
        assertThat(find("#actions").isVisible()).isFalse();
        assertThat(((TextArea) find("#text-product_description")).isEditable()).isFalse();
        picture("disputes-answer-support");
    }

    @Test
    void evidenceIsWrittenSavedAndSentByKeyboardAlone() {
        open(OperatorRole.FINANCE, Places.disputes());
        rows(1);
        onFx(() -> table("#table").requestFocus());
        robot().push(KeyCode.DOWN);
        await("the dispute", () -> there("#uses"));
        robot().push(KeyCode.ENTER);
        await(
                "the first text",
                () -> there("#text-product_description")
                        && find("#text-product_description").isFocused());
        assertThat(text("#text-product_description")).contains("25 prepaid tokens and 5 bonus tokens");
        assertThat(text("#text-access_activity_log"))
                .contains("Contact with a seller")
                .contains("8 tokens");
        picture("disputes-answer");
        robot().push(KeyCode.TAB);
        await("the next text", () -> find("#text-customer_name").isFocused());
        robot().push(KeyCode.END);
        robot().write(" Lee");
        robot().push(KeyCode.CONTROL, KeyCode.ENTER);
        await("it is saved", () -> test.kit().notices().all().size() == 1);
        await("the draft", () -> text("#answerState").startsWith("A draft is saved"));
        focus("#submit");
        robot().push(KeyCode.SPACE);
        await("it asks", () -> find("#question").isVisible());
        assertThat(find("#cancel").isFocused()).as("the way back first").isTrue();
        picture("disputes-asked-twice");
        robot().push(KeyCode.TAB);
        await("the other button", () -> find("#confirm").isFocused());
        robot().push(KeyCode.SPACE);
        await("it is on its way", () -> test.kit().notices().all().size() == 2);
        shop.send();
        await("it is with the bank", () -> text("#state").equals("With the bank"));
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT state -> 'evidence' ->> 'customer_name' FROM simulator.objects WHERE id = ?",
                                dispute))
                .isEqualTo("Ann Lee");
        assertThat(find("#actions").isVisible()).isFalse();
        robot().push(KeyCode.ESCAPE);
        await("it is closed", () -> !there("#uses"));
    }

    /// Tab, until it is there.
    private void focus(String selector) {
        for (int step = 0; step < 20 && !fx(() -> find(selector).isFocused()); step++) {
            robot().push(KeyCode.TAB);
        }
        assertThat(fx(() -> find(selector).isFocused())).as(selector).isTrue();
    }

    @Test
    void givingUpNeedsAReasonAndTakesTheTokens() {
        open(OperatorRole.ADMIN, Places.dispute(dispute));
        await("the dispute", () -> there("#uses"));
        tab(1);
        fire("#accept");
        await("it asks", () -> find("#question").isVisible());
        assertThat(isDisabled("#confirm")).isTrue();
        type("#giveUpReason", "The card was stolen");
        picture("disputes-give-up");
        fire("#confirm");
        shop.send();
        await("it is lost", () -> text("#state").equals("Lost"));
        tab(0);
        await("the figures", () -> text("#heldLabel").equals("Taken"));
        assertThat(text("#held")).isEqualTo("22");
        assertThat(text("#owed")).isEqualTo("8");
        picture("disputes-lost");
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsNotOverwritten() {
        open(OperatorRole.FINANCE, Places.dispute(dispute));
        await("the dispute", () -> there("#uses"));
        tab(1);
        new DisputeDesk(database.openAs(OperatorRole.ADMIN))
                .save(dispute, java.util.Map.of("uncategorized_text", "theirs"), 0);
        type("#text-uncategorized_text", "mine");
        fire("#save");
        await("the refusal", () -> find("#answerBanner").isVisible());
        assertThat(text("#text-uncategorized_text")).isEqualTo("mine");
        picture("disputes-conflict");
        await("what is there now is known", () -> text("#answerState").startsWith("A draft"));
        fire("#discard");
        assertThat(text("#text-uncategorized_text")).isEqualTo("theirs");
        type("#text-uncategorized_text", "x".repeat(EvidenceField.LENGTH_MAX + 1));
        assertThat(isDisabled("#save")).isTrue();
        assertThat(isDisabled("#submit")).isTrue();
    }

    @Test
    void aWonDisputeShowsWhatCameBack() {
        open(OperatorRole.SUPPORT, Places.disputes());
        rows(1);
        choose(0);
        shop.simulator.win(dispute);
        shop.booking.bring(dispute);
        await("it is won", () -> text("#state").equals("Won"));
        await("the figures", () -> text("#returned").equals("30"));
        assertThat(text("#unspent")).isEqualTo("22");
        picture("disputes-won");
        tab(2);
        picture("disputes-money");
        assertThat(this.<Object>tableOf("#money").getItems()).hasSize(2);
        tab(3);
        picture("disputes-history");
        assertThat(this.<Object>tableOf("#history").getItems()).hasSize(2);
        fire("#showDecided");
        rows(1);
        fire("#showInReview");
        rows(0);
        picture("disputes-empty");
    }

    private <R> TableView<R> tableOf(String selector) {
        Node node = find(selector);
        @SuppressWarnings("unchecked")
        TableView<R> table = (TableView<R>) node;
        return table;
    }

    @Test
    void theEvidenceIsSavedAsAPdfWithAnyScriptAndAudited() throws Exception {
        database.sql()
                .execute(
                        "UPDATE users SET first_name = 'Zoë 大阪', last_name = 'שלום عربي \u202Eevil' WHERE id = ?",
                        paid.sale().userId());
        open(OperatorRole.FINANCE, Places.dispute(dispute));
        await("the dispute", () -> there("#uses"));
        tab(1);
        Path file = folder.resolve("evidence.pdf");
        test.desktop().choose(file);
        fire("#paper");
        await("it is saved", () -> Files.exists(file));
        InboxFixture.await("the notice", () -> !test.kit().notices().all().isEmpty());
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("Evidence for dispute " + dispute, "Contact with a seller", "UTC", "£25.00");
            document.getPage(0).getResources().getFontNames().forEach(name -> {
                try {
                    assertThat(document.getPage(0).getResources().getFont(name).isEmbedded())
                            .isTrue();
                } catch (java.io.IOException unreadable) {
                    throw new AssertionError(unreadable);
                }
            });
            Path picture = Path.of("target", "tour", "disputes-pdf.png");
            Files.createDirectories(picture.getParent());
            javax.imageio.ImageIO.write(
                    new org.apache.pdfbox.rendering.PDFRenderer(document).renderImageWithDPI(0, 80),
                    "png",
                    picture.toFile());
        }
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'export' AND subject_id = 'dispute_evidence'"
                                        + " AND customer_id = ?",
                                paid.sale().userId()))
                .isOne();
    }

    @Test
    void anUnansweredDisputeWithANearDeadlineIsSaidOnceWhereverThePersonIs() {
        DisputeAlarm alarm = new DisputeAlarm(test.kit(), new DisputeDesk(database.openAs(OperatorRole.FINANCE)));
        onFx(alarm::begin);
        await("it looked", () -> alarm.pressingProperty().get() == 0);
        database.sql().execute("UPDATE stripe_disputes SET due_by = ledger_now() + interval '2 days'");
        onFx(() -> {
            alarm.close();
            alarm.begin();
        });
        await("the count", () -> fx(() -> alarm.pressingProperty().get()) == 1);
        assertThat(test.kit().notices().all()).hasSize(1);
        assertThat(test.kit().notices().all().getFirst().text()).startsWith("1 dispute needs an answer soon");
        onFx(alarm::close);
    }
}
