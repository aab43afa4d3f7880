package com.arzani.tokens.screens.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.market.ContactForm;
import com.arzani.tokens.market.Contacts;
import com.arzani.tokens.market.Market;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.market.SellerFeatures;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A user's marketplace on their page: what contacts cost and why, what came in, what boosts did, access to analytics,
/// blocks.
@PostgresTest
class UserMarketTest extends ScreenTest {
    private static final int CONTACTS = 1;
    private static final int RECEIVED = 2;
    private static final int LISTINGS = 3;
    private static final int ACCESS = 4;

    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final MarketSeed seed;
    private long user;
    private long other;

    UserMarketTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
    }

    @BeforeEach
    void people() {
        user = seed.user();
        other = seed.user();
    }

    private Database console(OperatorRole role) {
        return database.openAs(
                role,
                Stream.of(Ledger.ENTITIES, Market.ENTITIES)
                        .flatMap(List::stream)
                        .toArray(Class[]::new));
    }

    private void open(OperatorRole role) {
        show(test.kit(), UserScreens.of(test.kit(), console(role)), Places.user(user));
        await("the user", () -> find("#content").isVisible() && text("#idText").equals("User " + user));
    }

    private void tab(int index) {
        TabPane tabs = find("#tabs");
        onFx(() -> tabs.getSelectionModel().select(index));
    }

    private void rows(String table, int count) {
        await(count + " rows in " + table, () -> table(table).getItems().size() == count);
    }

    private void select(String table, int row) {
        onFx(() -> table(table).getSelectionModel().clearAndSelect(row));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private void write(long listing) {
        new Contacts(database.openService())
                .write(user, listing, key(), new ContactForm("A", "B", "a@example.com", "", "Hello", ""));
    }

    private String unlock(long listing) {
        return new SellerFeatures(database.openService()).unlockAnalytics(user, listing, key());
    }

    private long balance() {
        return seed.sql().number("SELECT token_balance FROM users WHERE id = ?", user);
    }

    private void explained(int row, String words) {
        select("#inquiries", row);
        await("why: " + words, () -> text("#why").startsWith(words));
    }

    @Test
    void whyAContactCostTwoIsToldFromTheRuleThatApplied() {
        seed.grant(user, 10);
        long bakery = seed.listing(other, "Bakery");
        long mill = seed.listing(other, "Mill");
        seed.contact(user, seed.listing(other, "Old"), 0);
        write(bakery);
        write(mill);
        write(mill);
        seed.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", user);
        write(seed.listing(other, "Farm"));
        seed.sql().execute("UPDATE users SET buyer_plan = 'free' WHERE id = ?", user);
        open(OperatorRole.SUPPORT);
        assertThat(text("#why")).startsWith("Choose an inquiry");
        tab(CONTACTS);
        rows("#inquiries", 5);

        explained(0, "2 tokens: the first contact of this listing; the plan Pro has no free contacts.");
        explained(1, "1 token: contact 2 of this listing; only the first can be free");
        explained(2, "2 tokens: the first contact of this listing, and the 1 free contact of ");
        assertThat(text("#why")).contains("on the plan Free was used.").endsWith("it was sent today.");
        assertThat(find("#whyEntry").isVisible()).isTrue();
        fire("#whyExplain");
        long entry = seed.sql()
                .number(
                        "SELECT max(entry_id) FROM business_inquiries WHERE business_id = ? AND tokens_spent = 2",
                        mill);
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.charge(entry));
        explained(3, "Free: the first contact of this listing, and number 1 of the 1 free contact of ");
        assertThat(find("#whyEntry").isVisible()).as("nothing was paid").isFalse();
        explained(4, "Free: the first contact of this listing. Plan and free contacts of that day were not kept.");
        select("#inquiries", 2);
        picture("users-why");
    }

    @Test
    void byKeyboardAloneOneComesToTheReasonAndItsEntry() {
        seed.grant(user, 10);
        write(seed.listing(other, "Bakery"));
        write(seed.listing(other, "Mill"));
        open(OperatorRole.SUPPORT);
        tab(CONTACTS);
        rows("#inquiries", 2);
        onFx(() -> table("#inquiries").requestFocus());
        robot().type(KeyCode.HOME);
        await("the reason", () -> text("#why").startsWith("2 tokens:"));
        robot().type(KeyCode.ENTER);
        long entry = seed.sql().number("SELECT max(entry_id) FROM business_inquiries WHERE user_id = ?", user);
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.entry(entry));
    }

    @Test
    void whatCameInSaysWhetherItWasAnsweredAndLeadsToTheBuyer() {
        long listing = seed.listing(user, "Bakery");
        for (int daysAgo : List.of(20, 18, 3, 1)) {
            seed.sql().execute("""
                    INSERT INTO business_inquiries (business_id, user_id, created_at, tokens_spent, inquiry_type, responded_at)
                    VALUES (?, ?, ledger_now() - ? * interval '1 day', 2, 'token',
                        CASE WHEN ? IN (18, 3) THEN ledger_now() - interval '1 day' END)""", listing, other, daysAgo, daysAgo);
        }
        open(OperatorRole.FINANCE);
        tab(RECEIVED);
        rows("#received", 4);

        TableView<?> received = table("#received");
        assertThat(Stream.iterate(0, row -> row < 4, row -> row + 1)
                        .map(row ->
                                fx(() -> ((Badge) received.getColumns().get(5).getCellData(row.intValue())).text())))
                .containsExactly("Waiting", "Answered", "Answered late", "Not answered");
        picture("users-received");
        onFx(received::requestFocus);
        robot().type(KeyCode.HOME, KeyCode.ENTER);
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.user(other));
    }

    @Test
    void aListingSaysWhatItsBoostDidAndMakesNoRateFromFew() {
        long listing = seed.listing(user, "Bakery");
        seed.sql()
                .execute("UPDATE businesses SET created_at = ledger_now() - interval '90 days' WHERE id = ?", listing);
        seed.listing(user, "Never boosted");
        seed.boost(listing, 1, 24 * 20, 7, 0);
        views(0, 1, 60);
        views(listing, 30, 25);
        views(listing, 45, 15);
        open(OperatorRole.SUPPORT);
        tab(LISTINGS);
        rows("#listings", 2);
        TableView<?> listings = table("#listings");

        assertThat(fx(() -> listings.getColumns().get(7).getCellData(0))).isEqualTo("");
        assertThat(fx(() -> listings.getColumns().get(7).getCellData(1))).isEqualTo("30 to 45 (50 % more)");
    }

    private void views(long of, int count, int daysAgo) {
        seed.sql().execute("""
                INSERT INTO analytics_events (event_type, event_data, created_at)
                SELECT 'business_view', jsonb_build_object('business_id', ?::text), ledger_now() - ? * interval '1 day'
                FROM generate_series(1, ?)""", Long.toString(of), daysAgo, count);
    }

    private void whole(String note) {
        await(
                "the reasons",
                () -> !this.<javafx.scene.control.ComboBox<?>>find("#unlockReason")
                        .getItems()
                        .isEmpty());
        onFx(() -> this.<javafx.scene.control.ComboBox<?>>find("#unlockReason")
                .getSelectionModel()
                .select(0));
        type("#unlockNote", note);
    }

    @Test
    void accessIsGivenByKeyboardAloneWithListingDaysAndReason() {
        long listing = seed.listing(user, "Bakery");
        open(OperatorRole.SUPPORT);
        tab(ACCESS);
        onFx(() -> find("#giveAccess").requestFocus());
        robot().type(KeyCode.SPACE);
        await(
                "the panel",
                () -> find("#unlockPanel").isVisible() && find("#unlockListing").isFocused());
        assertThat(find("#tabs").isVisible()).isFalse();
        assertThat(isDisabled("#sendUnlock")).isTrue();
        for (String wrong : List.of("", "0", "366", "1.5", "x")) {
            type("#unlockDays", wrong);
            assertThat(isDisabled("#sendUnlock")).as(wrong).isTrue();
        }
        type("#unlockDays", "14");
        whole("x".repeat(2_001));
        assertThat(isDisabled("#sendUnlock")).as("a note has an end").isTrue();
        type("#unlockNote", "The figures were away for a day");
        await("whole", () -> !isDisabled("#sendUnlock"));
        assertThat(text("#unlockPreview")).contains("14 days", "Bakery", "No tokens move.");
        picture("users-unlock");
        robot().press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        rows("#unlocks", 1);

        assertThat(find("#unlockPanel").isVisible()).isFalse();
        assertThat(fx(() -> test.kit().notices().all().getFirst().text()))
                .startsWith("Analytics of listing " + listing + " are open until ");
        assertThat(seed.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'grant_unlock' AND customer_id = ?",
                                user))
                .isOne();
        fire("#giveAccess");
        await("the panel again", () -> find("#unlockListing").isFocused());
        robot().type(KeyCode.ESCAPE);
        await("closed", () -> !find("#unlockPanel").isVisible());
        rows("#unlocks", 1);
    }

    @Test
    void accessIsTakenBackWithTheTokensShownBefore() {
        seed.grant(user, 3);
        unlock(seed.listing(user, "Bakery"));
        open(OperatorRole.FINANCE);
        tab(ACCESS);
        rows("#unlocks", 1);
        assertThat(isDisabled("#takeAccess")).as("nothing is chosen").isTrue();
        select("#unlocks", 0);
        fire("#takeAccess");
        await("what goes back", () -> text("#unlockPreview").contains("2 tokens go back."));
        assertThat(text("#sendUnlock")).isEqualTo("Take access back, return 2 tokens");
        whole("Bought for the wrong listing");
        await("whole", () -> !isDisabled("#sendUnlock"));
        picture("users-unlock-take");
        fire("#sendUnlock");
        await("back in the list", () -> find("#tabs").isVisible() && balance() == 2);

        await(
                "taken back",
                () -> table("#unlocks").getItems().stream()
                        .anyMatch(row -> ((com.arzani.tokens.market.Unlock) row).revoked() != null));
        select("#unlocks", 0);
        assertThat(isDisabled("#takeAccess")).as("it is over").isTrue();
    }

    @Test
    void aNumberThatChangedMeanwhileIsToldAndShownAnew_F5() {
        seed.grant(user, 3);
        unlock(seed.listing(user, "Bakery"));
        open(OperatorRole.SUPPORT);
        tab(ACCESS);
        rows("#unlocks", 1);
        select("#unlocks", 0);
        fire("#takeAccess");
        await("what goes back", () -> text("#unlockPreview").contains("2 tokens go back."));
        whole("Bought for the wrong listing");
        seed.sql()
                .execute(
                        "UPDATE analytics_unlocks SET starts_at = starts_at - interval '15 days',"
                                + " ends_at = ends_at - interval '15 days' WHERE user_id = ?",
                        user);
        fire("#sendUnlock");
        await("the new number", () -> text("#unlockPreview").contains("1 token goes back."));

        assertThat(text("#unlockNote")).as("what was typed is kept").isEqualTo("Bought for the wrong listing");
        assertThat(balance()).isZero();
        await("ready again", () -> !isDisabled("#sendUnlock"));
        fire("#sendUnlock");
        await("the token", () -> balance() == 1);
    }

    @Test
    void supportBlocksNobody() {
        open(OperatorRole.SUPPORT);
        assertThat(find("#askBlock").isVisible()).isFalse();
    }

    @Test
    void aUserIsBlockedAndUnblockedByKeyboardAloneWithAReason() {
        open(OperatorRole.ADMIN);
        onFx(() -> find("#askBlock").requestFocus());
        robot().type(KeyCode.SPACE);
        await("the reason", () -> find("#blockReason").isFocused());
        assertThat(isDisabled("#sendBlock")).isTrue();
        type("#blockReason", "   ");
        assertThat(isDisabled("#sendBlock")).isTrue();
        type("#blockReason", "x".repeat(2_001));
        assertThat(isDisabled("#sendBlock")).isTrue();
        type("#blockReason", "Stolen card");
        picture("users-block");
        robot().press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await(
                "the block",
                () -> find("#blocked").isVisible() && text("#blockedBadge").equals("Blocked"));
        assertThat(text("#askBlock")).isEqualTo("End the block");
        picture("users-blocked");

        fire("#askBlock");
        await("the other title", () -> text("#blockTitle").startsWith("End the block"));
        assertThat(text("#blockReason")).as("another reason").isEmpty();
        robot().type(KeyCode.ESCAPE);
        await("closed", () -> !find("#blockPanel").isVisible());
        fire("#askBlock");
        type("#blockReason", "Their own card");
        fire("#sendBlock");
        await(
                "no block",
                () -> !find("#blocked").isVisible() && !find("#blockedBadge").isVisible());
        assertThat(seed.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action IN ('block_user', 'unblock_user')"
                                        + " AND customer_id = ?",
                                user))
                .isEqualTo(2);
    }

    @Test
    void whoBlocksSecondIsToldByWhomAndSeesIt_F5() {
        open(OperatorRole.FINANCE);
        fire("#askBlock");
        type("#blockReason", "Stolen card");
        new RiskDesk(console(OperatorRole.ADMIN)).block(key(), user, "Also seen");
        fire("#sendBlock");
        await("the other's block", () -> text("#blocked").contains("Also seen"));

        assertThat(text("#blockTitle")).as("what the panel does now").startsWith("End the block");
        assertThat(text("#blockReason")).isEqualTo("Stolen card");
        assertThat(seed.sql().number("SELECT count(*) FROM user_blocks WHERE user_id = ?", user))
                .isOne();
    }
}
