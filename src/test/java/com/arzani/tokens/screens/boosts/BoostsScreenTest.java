package com.arzani.tokens.screens.boosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Boosts;
import com.arzani.tokens.market.Market;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

@PostgresTest
class BoostsScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final MarketSeed seed;
    private final long seller;
    private final long listing;

    BoostsScreenTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        seller = seed.user();
        listing = seed.listing(seller, "Bakery \u202ewith_a view");
    }

    private void show() {
        Kit kit = test.kit();
        Database console = database.openAs(
                OperatorRole.SUPPORT,
                Stream.of(Ledger.ENTITIES, Market.ENTITIES)
                        .flatMap(List::stream)
                        .toArray(Class[]::new));
        BoostServices services = new BoostServices(
                new Boosts(console),
                new LedgerService(console),
                new OperationKeys(kit.clock())::next,
                new Approvals(console),
                new Limits(console),
                new BoostEffects(console));
        BoostFormViewModel form = new BoostFormViewModel(kit, services);
        BoostDetailViewModel detail = new BoostDetailViewModel(kit, services, form);
        BoostsViewModel model = new BoostsViewModel(kit, services, detail);
        Screen screen = Screen.of("boosts", BoostsController.class, () -> new BoostsController(kit, model))
                .including(BoostDetailController.class, () -> new BoostDetailController(kit, detail))
                .including(BoostFormController.class, () -> new BoostFormController(kit, form));
        show(kit, screen, Places.boost(listing));
        await(
                "the listing",
                () -> find("#content").isVisible() && text("#idText").equals("Listing " + listing));
    }

    private long paidBoost(long tokens) {
        seed.grant(seller, tokens);
        return seed.boost(listing, 1, 24, 7, 5);
    }

    private void give(String note) {
        ComboBox<Object> reasons = find("#reason");
        await("reasons", () -> !reasons.getItems().isEmpty());
        onFx(() -> reasons.getSelectionModel().select(0));
        type("#note", note);
    }

    private long balance() {
        return seed.sql().number("SELECT token_balance FROM users WHERE id = ?", seller);
    }

    private Notice notice() {
        await("a notice", () -> !test.kit().notices().all().isEmpty());
        return fx(() -> test.kit().notices().all().getFirst());
    }

    @Test
    void nothingCanBeDoneWithoutDaysReasonAndNote_H6_H15() {
        paidBoost(20);
        show();
        await("the price", () -> text("#post").equals("Extend by 7 days for 5 tokens"));
        assertThat(isDisabled("#post")).isTrue();
        give("Asked by phone");
        assertThat(isDisabled("#post")).isFalse();
        for (String days : new String[] {"", "0", "-5", "1e3", "１２", "366", "9223372036854775808"}) {
            type("#days", days);
            assertThat(isDisabled("#post")).as(days).isTrue();
        }
        type("#days", "7");
        type("#note", "   ");
        assertThat(isDisabled("#post")).isTrue();
        type("#note", "x".repeat(10_000));
        assertThat(isDisabled("#post")).isTrue();
        assertThat(text("#note")).hasSize(10_000);
    }

    @Test
    void aSellerWhoCannotPayIsSaidBeforeAnythingIsSent() {
        paidBoost(7);
        show();
        give("Asked by phone");
        await("what is lacking", () -> text("#shortage").equals("The seller lacks tokens: 5 are needed, 2 are there."));

        assertThat(isDisabled("#post")).isTrue();
        assertThat(balance()).isEqualTo(2);
        fire("#free");
        await("days for free", () -> text("#post").equals("Extend by 7 days free of charge"));
    }

    @Test
    void aBalanceThatFellMeanwhileIsRefusedAndWhatWasTypedStays() {
        paidBoost(20);
        show();
        give("Asked by phone");
        await("the price", () -> !isDisabled("#post"));
        seed.sql()
                .execute("SELECT adjust_tokens(gen_random_uuid()::text, ?, -1, 12, 'correction', 'Elsewhere')", seller);
        fire("#post");
        await(
                "the refusal and the new balance",
                () -> find("#refusal").isVisible() && text("#shortage").endsWith("3 are there."));

        assertThat(text("#note")).isEqualTo("Asked by phone");
        assertThat(text("#days")).isEqualTo("7");
        assertThat(balance()).isEqualTo(3);
        assertThat(test.kit().notices().all()).isEmpty();
    }

    @Test
    void aBoostThatIsOverHasNoForm() {
        seed.grant(seller, 20);
        seed.boost(listing, 1, 24 * 10, 7, 5);
        show();

        await("the reason", () -> find("#closed").isVisible());
        assertThat(find("#form").isVisible()).isFalse();
        assertThat(text("#until")).startsWith("was boosted until");
    }

    @Test
    void theEffectIsToldInEqualWindowsAndNoRateIsMadeFromFew() {
        seed.sql()
                .execute("UPDATE businesses SET created_at = ledger_now() - interval '90 days' WHERE id = ?", listing);
        seed.boost(listing, 1, 24 * 20, 7, 0);
        views(60, 1);
        show();
        await(
                "the effect",
                () -> text("#effect").startsWith("Views in 7 days each: 0 before, 0 with the boost, 0 after it"));
        assertThat(text("#effect")).contains("(too few to compare)");
        views(25, 40);
        views(15, 60);
        views(10, 50);
        show();
        await(
                "the rate",
                () -> text("#effect")
                        .equals("Views in 7 days each: 40 before, 60 with the boost, 50 after it (50 % more)."
                                + " Contacts: 0 before, 0 with the boost, 0 after it (too few to compare)."));
    }

    private void views(int daysAgo, int count) {
        seed.sql().execute("""
                INSERT INTO analytics_events (event_type, event_data, created_at)
                SELECT 'business_view', jsonb_build_object('business_id', ?::text), ledger_now() - ? * interval '1 day'
                FROM generate_series(1, ?)""", Long.toString(listing), daysAgo, count);
    }

    @Test
    void anExtensionShowsBeforeAndAfterAndLeadsToItsEntry() {
        paidBoost(20);
        show();
        give("Asked by phone");
        await(
                "before and after",
                () -> text("#balanceChange").equals("Seller balance: 15 → 10 (−5)")
                        && text("#untilChange").contains("→"));
        picture("boosts-extend");
        fire("#post");

        assertThat(notice().actionText()).isEqualTo("Show the entry");
        await("the second period", () -> table("#periods").getItems().size() == 2);
        assertThat(balance()).isEqualTo(10);
        assertThat(text("#note")).isEmpty();
        onFx(() -> notice().action().run());
        assertThat(fx(() -> test.navigator().currentProperty().get()).screen()).isEqualTo("transactions");
    }

    @Test
    void anEarlyEndGivesBackWhatItPromised() {
        paidBoost(20);
        show();
        fire("#end");
        await("what goes back", () -> text("#post").equals("End now, 4 tokens go back"));
        assertThat(isDisabled("#post")).isTrue();
        give("Sold outside");
        picture("boosts-end");
        fire("#post");

        assertThat(notice().text()).contains("4 tokens went back");
        assertThat(notice().actionText()).isEqualTo("Show the entry");
        await("the form to go", () -> find("#closed").isVisible());
        assertThat(balance()).isEqualTo(19);
        assertThat(seed.sql().value(Boolean.class, "SELECT is_boosted FROM businesses WHERE id = ?", listing))
                .isFalse();
    }

    @Test
    void anEarlyEndOverTheLimitIsSentForApprovalAndChangesNothing() {
        paidBoost(20);
        seed.sql()
                .execute("INSERT INTO settings (name, version, value) SELECT name, max(version) + 1, '1' FROM settings"
                        + " WHERE name = 'LIMIT_SUPPORT_SINGLE' GROUP BY name");
        long before = balance();
        show();
        fire("#end");
        give("The shop has closed");
        await("the request", () -> text("#post").startsWith("Send") && !isDisabled("#post"));
        fire("#post");
        await("sent", () -> !test.kit().notices().all().isEmpty());

        assertThat(test.kit().notices().all().getFirst().text()).startsWith("Sent for approval");
        assertThat(balance()).isEqualTo(before);
        assertThat(seed.sql().number("SELECT count(*) FROM approval_requests WHERE kind = 'boost_end'"))
                .isOne();
        seed.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) SELECT name, max(version) + 1, '1000000' FROM settings"
                                + " WHERE name = 'LIMIT_SUPPORT_SINGLE' GROUP BY name");
    }

    @Test
    void aRefundThatChangedMeanwhileIsAskedAgain() {
        paidBoost(20);
        show();
        fire("#end");
        give("Sold outside");
        await("what goes back", () -> text("#post").equals("End now, 4 tokens go back") && !isDisabled("#post"));
        seed.sql()
                .execute(
                        "SELECT extend_boost(gen_random_uuid()::text, (SELECT max(id) FROM listing_boosts WHERE business_id = ?),"
                                + " 7, true, 'customer_request', 'Elsewhere')",
                        listing);
        fire("#post");
        await("the new number", () -> text("#post").equals("End now, 9 tokens go back"));

        assertThat(text("#note")).isEqualTo("Sold outside");
        assertThat(balance()).isEqualTo(10);
        fire("#post");
        assertThat(notice().text()).contains("9 tokens went back");
        assertThat(balance()).isEqualTo(19);
    }

    @Test
    void listsCountsAndKeyboard() {
        paidBoost(20);
        long over = seed.listing(seller, "Cafe");
        seed.boost(over, 2, 24 * 9, 7, 0);
        show();
        TableView<BoostRow> rows = table("#table");
        await(
                "the counts",
                () -> text("#running").contains("(") && text("#ended").contains("("));
        await("the running", () -> rows.getItems().stream().anyMatch(row -> row.id() == listing));
        fire("#ended");
        await(
                "the ended",
                () -> !rows.getItems().isEmpty() && rows.getItems().stream().noneMatch(row -> row.id() == listing));
        fire("#ending");
        await("the ending", () -> rows.getItems().stream().anyMatch(row -> row.id() == listing));
        onFx(() -> {
            rows.requestFocus();
            BoostRow mine = rows.getItems().stream()
                    .filter(row -> row.id() == listing)
                    .findFirst()
                    .orElseThrow();
            rows.getSelectionModel().clearAndSelect(rows.getItems().indexOf(mine));
        });
        robot().type(KeyCode.ENTER);
        await("the focus in the form", () -> find("#days").isFocused());
        assertThat(text("#name")).isNotEmpty();
        give("Asked by phone");
        await("a form ready to post", () -> !isDisabled("#post"));
        onFx(() -> find("#note").requestFocus());
        robot().press(KeyCode.CONTROL)
                .press(KeyCode.ENTER)
                .release(KeyCode.ENTER)
                .release(KeyCode.CONTROL);
        assertThat(notice().text()).contains("is boosted until");
    }
}
