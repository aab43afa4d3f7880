package com.arzani.tokens.screens.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.catalog.CatalogEntry;
import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.catalog.PackageContent;
import com.arzani.tokens.catalog.PackageDraft;
import com.arzani.tokens.catalog.PackageEdit;
import com.arzani.tokens.catalog.PackageEdit.DraftKey;
import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The packages screen on a real database: its own controls, by mouse and by keys.
@PostgresTest
class PackagesScreenTest extends ScreenTest {
    private static TestDatabase database;
    private static PackageCatalog product;
    private static PackageCatalog admin;

    private final TestKit test = TestKit.threaded();
    private long packageId;

    @BeforeAll
    static void signIn(TestDatabase injected) {
        database = injected;
        product = catalog(OperatorRole.PRODUCT);
        admin = catalog(OperatorRole.ADMIN);
        database.sql().execute("INSERT INTO users (id, email, first_name) VALUES (7, 'ann@example.com', 'Ann')");
    }

    @BeforeEach
    void makeAPackage() {
        PackageDraft draft = product.save(new PackageEdit(null, null, null, content("Screen pack", 10, 0, 1000)));
        packageId = product.publish(DraftKey.of(draft), "for this test").id();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUPPORT", "FINANCE"})
    void supportAndFinanceReadOnly(OperatorRole role) {
        admin.save(edit(content("Not for their eyes", 10, 1, 1000)));
        open(catalog(role));

        assertThat(find("#tools").isVisible()).isFalse();
        assertThat(find("#editFrom").isVisible()).isFalse();
        assertThat(rows()).allSatisfy(row -> assertThat(row.draft()).isNull());
        select(packageId);
        press(KeyCode.F2);
        press(KeyCode.ALT, KeyCode.UP);
        robot().doubleClickOn(row(packageId));
        onFx(() -> {});
        assertThat(find("#reason").getParent().isVisible()).isTrue();
        assertThat(find("#pending").isVisible()).isFalse();
        assertThat(editorOpen()).isFalse();
        await("versions", () -> !versions().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 10, tokensField",
        "-5, 0, 10, tokensField",
        "1e3, 0, 10, tokensField",
        "１２, 0, 10, tokensField",
        "9223372036854775808, 0, 10, tokensField",
        "10, 11, 10, bonusField",
        "10, -1, 10, bonusField",
        "10, 0, 0, priceField",
        "10, 0, 0.29, priceField",
        "10, 0, 12.345, priceField",
        "10, 0, 1000000, priceField",
        "10, 0, 10000000000, priceField",
        "10, 0, '1,000', priceField"
    })
    void theFormRefusesWhatIsOutsideTheLimitsH7(String tokens, String bonus, String price, String wrong) {
        open(product);
        fire("#create");
        type("#name", "Limits");
        type("#tokens", tokens);
        type("#bonus", bonus);
        type("#price", price);
        type("#editorReason", "why not");

        assertThat(problem("#" + wrong)).isNotEmpty();
        if (wrong.equals("priceField")) {
            assertThat(problem("#priceField")).contains("Stripe", "£0.30", "£999,999.99");
        }
        assertThat(isDisabled("#save")).isTrue();
        assertThat(isDisabled("#publish")).isTrue();
    }

    @Test
    void publishingNeedsAReasonAndAChange() {
        open(product);
        select(packageId);
        fire("#edit");
        type("#editorReason", "nothing changed");
        assertThat(isDisabled("#publish")).isTrue();
        type("#bonus", "2");
        assertThat(isDisabled("#publish")).isFalse();
        type("#editorReason", "   ");
        assertThat(isDisabled("#publish")).isTrue();
    }

    @Test
    void aNewPriceShowsBeforeAndAfterAndIsPublished() {
        database.sqlAs(database.login(OperatorRole.SERVICE))
                .rows("SELECT * FROM create_order('screen-' || ?, 7, ?)", packageId, packageId);
        open(product);
        select(packageId);
        fire("#edit");
        type("#price", "11");
        type("#bonus", "2");
        assertThat(items("#editorChanges"))
                .extracting(ChangeRow::toString)
                .containsExactly("Bonus: 0 → 2", "Price: £10.00 → £11.00 (+10.0%)");
        assertThat(text("#cardPrice")).isEqualTo("£11.00");
        assertThat(text("#cardPerToken")).isEqualTo("£0.92 per token");
        assertThat(text("#cardBonus")).isEqualTo("+2 bonus");
        type("#editorReason", "spring offer");
        picture("packages-editor");
        fire("#publish");

        await("published", () -> !editorOpen() && selectedRow().version().equals("2"));
        await("versions", () -> versions().size() == 2);
        assertThat(notice().text()).contains("Screen pack", "version 2");
        VersionRow newest = versions().getFirst();
        assertThat(newest.summary()).contains("Price: £10.00 → £11.00");
        assertThat(newest.published().version().reason()).isEqualTo("spring offer");
        assertThat(text("#orders"))
                .isEqualTo("1 order was made, 1 of them at an earlier price. Orders keep their price.");
        picture("packages-versions");

        onFx(notice().action());
        await("the way back", this::editorOpen);
        assertThat(text("#price")).isEqualTo("10.00");
    }

    @Test
    void aProductManagerIsToldThatALargePriceChangeNeedsAnAdministrator() {
        open(product);
        select(packageId);
        fire("#edit");
        type("#price", "13");
        type("#editorReason", "dearer");
        fire("#publish");

        await("refusal", () -> find("#editorBanner").isVisible());
        assertThat(bannerText("#editorBanner")).contains("30 %", "20 %", "administrator", "draft is saved");
        assertThat(text("#price")).isEqualTo("13");
        assertThat(product.entry(packageId).orElseThrow().draft()).isNotNull();
        assertThat(product.entry(packageId).orElseThrow().published().offer().price())
                .isEqualTo(new Pence(1000));
    }

    @Test
    void theSecondEditorSeesWhatTheFirstChangedAndTakesItOverF5() {
        open(product);
        select(packageId);
        fire("#edit");
        type("#price", "11.50");
        admin.save(edit(content("Screen pack", 10, 3, 1000)));
        fire("#save");

        await("what they changed", () -> find("#theirsPart").isVisible());
        assertThat(items("#theirs")).extracting(ChangeRow::toString).containsExactly("Bonus: 0 → 3");
        assertThat(text("#theirsTitle"))
                .startsWith(database.login(OperatorRole.ADMIN).login());
        assertThat(text("#price")).as("what was typed stays").isEqualTo("11.50");
        assertThat(isDisabled("#save")).isTrue();
        picture("packages-conflict");

        fire("#takeTheirs");
        assertThat(text("#bonus")).isEqualTo("3");
        assertThat(text("#price")).isEqualTo("10.00");
        type("#price", "11.50");
        fire("#save");
        await("saved", () -> notice() != null && notice().text().startsWith("The draft of Screen pack is saved"));
        PackageDraft draft = product.entry(packageId).orElseThrow().draft();
        assertThat(draft.content()).isEqualTo(content("Screen pack", 10, 3, 1150));
        assertThat(draft.updatedBy())
                .isEqualTo(database.login(OperatorRole.PRODUCT).login());
    }

    @Test
    void theSecondEditorMayKeepTheirOwnOverANewerVersionF5() {
        open(product);
        select(packageId);
        fire("#edit");
        type("#bonus", "1");
        type("#editorReason", "mine");
        PackageDraft first = admin.save(edit(content("Screen pack", 10, 0, 1100)));
        admin.publish(DraftKey.of(first), "theirs");
        fire("#publish");

        await("what they changed", () -> find("#theirsPart").isVisible());
        assertThat(items("#theirs")).extracting(ChangeRow::toString).containsExactly("Price: £10.00 → £11.00 (+10.0%)");
        fire("#keepMine");
        assertThat(items("#editorChanges"))
                .as("what publishing would do to theirs")
                .extracting(ChangeRow::toString)
                .containsExactly("Bonus: 0 → 1", "Price: £11.00 → £10.00 (−9.0%)");
        fire("#publish");
        await("published", () -> !editorOpen() && selectedRow().version().equals("3"));
    }

    @Test
    void anotherPersonsDraftIsShownAndCarriedOn() {
        admin.save(edit(content("Screen pack", 10, 4, 1000)));
        open(product);
        select(packageId);
        String adminLogin = database.login(OperatorRole.ADMIN).login();
        assertThat(selectedRow().draft().text()).isEqualTo("Draft of " + adminLogin);
        robot().doubleClickOn(row(packageId));
        await("editor", this::editorOpen);

        assertThat(text("#whose")).contains(adminLogin);
        assertThat(text("#bonus")).isEqualTo("4");
        fire("#discard");
        await("discarded", () -> !editorOpen() && selectedRow().draft() == null);
        onFx(notice().action());
        assertThat(text("#bonus")).as("the way back").isEqualTo("4");
    }

    @Test
    void aPackageIsTakenOffSaleAndPutBackWithAReason() {
        open(product);
        select(packageId);
        fire("#toggle");
        assertThat(isDisabled("#confirm")).isTrue();
        assertThat(text("#confirm")).isEqualTo("Take off sale");
        type("#reason", "sold out");
        fire("#confirm");
        await("hidden", () -> !selectedRow().content().active());
        onFx(notice().action());
        assertThat(text("#question")).contains("Customers can buy Screen pack again");
        type("#reason", "back");
        fire("#confirm");
        await("on sale", () -> selectedRow().content().active());
    }

    @Test
    void theOrderChangesByKeysAndButtonsAndIsSavedOnce() {
        open(product);
        List<String> before = keys();
        select(packageId);
        int last = publishedCount() - 1;
        assertThat(isDisabled("#down")).isTrue();
        press(KeyCode.ALT, KeyCode.UP);
        await("moved by the key", () -> indexOf(packageId) == last - 1);
        fire("#up");
        await("moved by the button", () -> indexOf(packageId) == last - 2);
        assertThat(selectedRow().entry().published().id()).isEqualTo(packageId);
        fire("#down");
        await("moved back", () -> indexOf(packageId) == last - 1);
        fire("#cancel");
        await("as it was", () -> keys().equals(before));

        select(packageId);
        fire("#up");
        assertThat(text("#question")).contains("Screen pack");
        type("#reason", "best first");
        fire("#confirm");
        await("saved", () -> !find("#pending").isVisible());
        assertThat(product.entries().get(last - 1).published().id()).isEqualTo(packageId);
    }

    @Test
    void aPackageIsDraggedToAnotherPlace() {
        open(product);
        long first = rows().get(0).entry().published().id();
        long second = rows().get(1).entry().published().id();
        await("rows", () -> shown(first).isPresent() && shown(second).isPresent());
        robot().drag(shownRow(second), MouseButton.PRIMARY)
                .moveTo(shownRow(first))
                .drop();

        await("dropped", () -> indexOf(second) == 0 && indexOf(first) == 1);
        assertThat(find("#pending").isVisible()).isTrue();
    }

    @Test
    void anOrderOfAnOldListIsRefusedAndTheNewListShown() {
        open(product);
        select(packageId);
        fire("#up");
        type("#reason", "mine");
        TokenPackage seen = product.entry(packageId).orElseThrow().published();
        admin.setActive(seen, false, "meanwhile");
        fire("#confirm");

        await("refused", () -> find("#banner").isVisible());
        assertThat(bannerText("#banner")).contains("Look at the list again");
        await(
                "new list",
                () -> selectedRow() != null && !selectedRow().content().active());
        assertThat(text("#reason")).isEqualTo("mine");
    }

    @Test
    void escapeClosesAndWhatWasTypedCanBeFetchedBack() {
        open(product);
        select(packageId);
        press(KeyCode.F2);
        await("editor", this::editorOpen);
        type("#bonus", "7");
        press(KeyCode.ESCAPE);
        await("closed", () -> !editorOpen());
        onFx(notice().action());
        assertThat(editorOpen()).isTrue();
        assertThat(text("#bonus")).isEqualTo("7");
        type("#editorReason", "by keys");
        press(KeyCode.CONTROL, KeyCode.ENTER);
        await("published", () -> !editorOpen());
    }

    private void open(PackageCatalog catalog) {
        PackagesViewModel model = fx(() -> new PackagesViewModel(test.kit(), catalog, stripe()));
        Screen screen = Screen.of("packages", PackagesController.class, () -> new PackagesController(test.kit(), model))
                .including(PackageEditorController.class, () -> new PackageEditorController(test.kit(), model.editor))
                .including(StripeCatalogueController.class, () -> new StripeCatalogueController(test.kit(), model))
                .including(PackageVersionsController.class, () -> new PackageVersionsController(test.kit(), model));
        show(test.kit(), screen, Target.of("packages"));
        await("packages", () -> !rows().isEmpty());
    }

    private StripeCatalogueViewModel stripe() {
        CatalogueRuns runs = new CatalogueRuns(database.openAs(OperatorRole.PRODUCT));
        return new StripeCatalogueViewModel(test.kit(), runs, OperatorRole.PRODUCT);
    }

    private TableView<PackageRow> list() {
        return find("#table");
    }

    private List<PackageRow> rows() {
        return fx(() -> List.copyOf(list().getItems()));
    }

    private List<String> keys() {
        return rows().stream().map(PackageRow::key).toList();
    }

    private int publishedCount() {
        return (int) rows().stream().filter(PackageRow::isPublished).count();
    }

    private int indexOf(long id) {
        List<PackageRow> rows = rows();
        for (int index = 0; index < rows.size(); index++) {
            if (rows.get(index).isPublished()
                    && rows.get(index).entry().published().id() == id) {
                return index;
            }
        }
        return -1;
    }

    private PackageRow selectedRow() {
        return fx(() -> list().getSelectionModel().getSelectedItem());
    }

    private void select(long id) {
        onFx(() -> {
            list().getSelectionModel().select(indexOf(id));
            list().scrollTo(indexOf(id));
            list().requestFocus();
        });
    }

    private Node row(long id) {
        await("row " + id, () -> {
            // Again at each look: the list may be read anew meanwhile, which begins at its top.
            list().scrollTo(Math.max(0, indexOf(id) - 1));
            list().layout();
            return shown(id).isPresent();
        });
        return shownRow(id);
    }

    private Node shownRow(long id) {
        return fx(() -> shown(id).orElseThrow());
    }

    private Optional<Node> shown(long id) {
        return list().lookupAll(".table-row-cell").stream()
                .filter(node -> ((TableRow<?>) node).getItem() instanceof PackageRow item
                        && item.isPublished()
                        && item.entry().published().id() == id)
                .findFirst();
    }

    private List<VersionRow> versions() {
        TableView<VersionRow> versions = find("#versions");
        return fx(() -> List.copyOf(versions.getItems()));
    }

    private List<ChangeRow> items(String selector) {
        ChangeTable table = find(selector);
        return fx(() -> List.copyOf(table.getItems()));
    }

    private boolean editorOpen() {
        return fx(() -> find("#save").getParent().getParent().isVisible());
    }

    private Notice notice() {
        return fx(() -> test.kit().notices().all().stream().findFirst().orElse(null));
    }

    private String problem(String field) {
        com.arzani.tokens.ui.FormField node = find(field);
        return fx(() -> node.problemProperty().get());
    }

    private String bannerText(String selector) {
        Node banner = find(selector);
        return fx(() -> banner.lookupAll(".label").stream()
                .map(node -> ((Labeled) node).getText())
                .filter(Objects::nonNull)
                .reduce("", String::concat));
    }

    private void press(KeyCode... keys) {
        robot().push(keys);
    }

    private PackageEdit edit(PackageContent content) {
        CatalogEntry entry = admin.entry(packageId).orElseThrow();
        return new PackageEdit(null, packageId, entry.published().version(), content);
    }

    private static PackageContent content(String name, long tokens, long bonus, long pence) {
        Offer offer = new Offer(new Tokens(tokens), new Tokens(bonus), new Pence(pence));
        return new PackageContent(name, "", offer, true, false, 50);
    }

    private static PackageCatalog catalog(OperatorRole role) {
        Credentials login = database.login(role);
        DatabaseOptions options = DatabaseOptions.console(Clock.systemUTC(), Platform::isFxApplicationThread)
                .withEntities(PackageCatalog.ENTITIES)
                .withPoolSize(2);
        return new PackageCatalog(database.open(login, options));
    }
}
