package com.arzani.tokens.screens.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.market.Market;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

@PostgresTest
class UsersScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final MarketSeed seed;

    UsersScreenTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
    }

    private Database open(OperatorRole role) {
        return database.openAs(
                role,
                Stream.of(Ledger.ENTITIES, Market.ENTITIES)
                        .flatMap(List::stream)
                        .toArray(Class[]::new));
    }

    private Screen screen(OperatorRole role) {
        return UserScreens.of(test.kit(), open(role));
    }

    private TableView<UserRow> found() {
        return table("#table");
    }

    private void awaitFound(long... ids) {
        await(
                "the users found",
                () -> found().getItems().size() == ids.length
                        && Stream.iterate(0, i -> i < ids.length, i -> i + 1)
                                .allMatch(i -> found().getItems().get(i).id() == ids[i]));
    }

    private void awaitHeader(long id) {
        await(
                "the header of " + id,
                () -> find("#content").isVisible() && text("#idText").equals("User " + id));
    }

    @Test
    void nobodyOfThatTextIsSaidWithWhatToDo() {
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.users());
        type("#search", "100% nobody_\\");
        await(
                "an empty list",
                () -> found().getItems().isEmpty()
                        && ((KeyList<?, ?>) (Object) found().getItems())
                                        .stateProperty()
                                        .get()
                                == KeyList.State.END);

        assertThat(find("#nothing").isVisible()).isTrue();
        assertThat(find("#content").isVisible()).isFalse();
    }

    @Test
    void aBlockedUserSaysByWhomAndWhyAndLeadsToTheReviews() {
        long user = seed.user();
        database.sql()
                .execute(
                        "SELECT block_user(?, ?, 'Stolen card')",
                        UUID.randomUUID().toString(),
                        user);
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(user));
        awaitHeader(user);
        await("the block", () -> find("#blocked").isVisible());
        assertThat(text("#blocked")).startsWith("Blocked by ").endsWith(": Stolen card. Neither buys nor spends.");
        fire("#blocked");
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.riskReviewsOf(user));
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(seed.user()));
        assertThat(find("#blocked").isVisible()).isFalse();
    }

    @Test
    void aUserThatDoesNotExistIsSaid() {
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(999_999_999));

        await("the answer", () -> text("#emptyTitle").equals("There is no user 999999999"));
        assertThat(find("#content").isVisible()).isFalse();
    }

    @Test
    void aRevealNeedsAReasonAndTheHiddenStaysHidden_H15() {
        long id = seed.user("Rita", UUID.randomUUID().toString(), UUID.randomUUID() + "@example.com");
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(id));
        awaitHeader(id);
        fire("#ask");

        assertThat(isDisabled("#reveal")).isTrue();
        type("#reason", "   ");
        assertThat(isDisabled("#reveal")).isTrue();
        type("#reason", "x".repeat(10_000));
        assertThat(isDisabled("#reveal")).isTrue();
        assertThat(text("#reason")).hasSize(10_000);
        type("#reason", "Calls back about a refund");
        fire("#reveal");
        await("the phone", () -> find("#shown").isVisible());

        assertThat(text("#phone")).isEqualTo("+44 20 7946 0000");
        fire("#copyPhone");
        assertThat(test.desktop().copied()).containsExactly("+44 20 7946 0000");
        assertThat(seed.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'reveal_contact' AND subject_id = ?",
                                String.valueOf(id)))
                .isOne();
        fire("#hide");
        assertThat(text("#phone")).doesNotContain("7946");
    }

    @Test
    void whatWasRevealedGoesWithTheUser() {
        String mark = UUID.randomUUID().toString();
        long first = seed.user("First", mark, UUID.randomUUID() + "@example.com");
        long second = seed.user("Second", mark, UUID.randomUUID() + "@example.com");
        show(test.kit(), screen(OperatorRole.ADMIN), Places.users().with(Places.SEARCH, mark));
        awaitFound(second, first);
        onFx(() -> found().getSelectionModel().clearAndSelect(0));
        awaitHeader(second);
        fire("#ask");
        type("#reason", "Call back");
        fire("#reveal");
        await("the phone", () -> find("#shown").isVisible());

        onFx(() -> found().getSelectionModel().clearAndSelect(1));
        awaitHeader(first);

        assertThat(find("#shown").isVisible()).isFalse();
        assertThat(text("#phone")).doesNotContain("7946");
    }

    @Test
    void financeSeesNoEmail() {
        long id = seed.user("Fay", UUID.randomUUID().toString(), "fay-hidden@example.com");
        show(test.kit(), screen(OperatorRole.FINANCE), Places.user(id));
        awaitHeader(id);

        assertThat(found().getColumns())
                .filteredOn(column -> column.getText().equals("E-mail"))
                .allSatisfy(column -> assertThat(column.isVisible()).isFalse());
        assertThat(find("#emailBox").isVisible()).isFalse();
        assertThat(find("#root").isVisible()).isFalse();
        assertThat(find("#search").getAccessibleText()).isEqualTo("Search");
    }

    @Test
    void namesAreIsolatedAndHarmless_H4_H16() {
        String mark = UUID.randomUUID().toString();
        long id = seed.user("\u202eevil_name\u200b", mark, UUID.randomUUID() + "@example.com");
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(id));
        awaitHeader(id);

        assertThat(text("#name")).startsWith("‹202E›evil_name‹200B›").contains(mark);
    }

    @Test
    void theWholePictureOfACustomer() {
        long seller = seed.user("Sam", UUID.randomUUID().toString(), UUID.randomUUID() + "@example.com");
        seed.grant(seller, 30);
        long bakery = seed.listing(seller, "Bakery on the corner");
        seed.boost(bakery, 2, 24, 7, 10);
        long other = seed.listing(seed.user(), "Cafe");
        seed.contact(seller, other, 0);
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(seller));
        awaitHeader(seller);

        assertThat(text("#balance")).isEqualTo("20");
        assertThat(text("#owed")).isEqualTo("0");
        assertThat(text("#freeContacts")).isEqualTo("0 used, 1 left");
        assertThat(text("#expiring")).isEqualTo("None");
        await(
                "lots and entries",
                () -> table("#lots").getItems().size() == 1
                        && table("#entries").getItems().size() == 2);
        EntryRow newest = fx(() -> this.<EntryRow>table("#entries").getItems().getFirst());
        assertThat(newest.balanceAfter().count()).isEqualTo(20);
        picture("users-wallet");
        TabPane tabs = find("#tabs");
        onFx(() -> tabs.getSelectionModel().select(1));
        await(
                "contacts",
                () -> table("#contacts").getItems().size() == 1
                        && table("#inquiries").getItems().size() == 1);
        picture("users-contacts");
        onFx(() -> tabs.getSelectionModel().select(3));
        await("listings", () -> table("#listings").getItems().size() == 1);
        picture("users-listings");
    }

    @Test
    void linksLeadToWalletEntriesAndCopiedIds() {
        long id = seed.user();
        onFx(() -> test.navigator().open(Places.user(id)));
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.user(id));
        awaitHeader(id);
        fire("#copyId");
        assertThat(test.desktop().copied()).containsExactly(Long.toString(id));
        fire("#openWallet");
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.wallet(id));
        fire("#openEntries");
        assertThat(fx(() -> test.navigator().currentProperty().get())).isEqualTo(Places.transactionsOf(id));
    }

    @Test
    void allOfItByKeyboard() {
        String mark = UUID.randomUUID().toString();
        long older = seed.user("Kay", mark, UUID.randomUUID() + "@example.com");
        long newer = seed.user("Kay", mark, UUID.randomUUID() + "@example.com");
        show(test.kit(), screen(OperatorRole.SUPPORT), Places.users());
        await("the focus in the search", () -> find("#search").isFocused());
        type("#search", mark);
        awaitFound(newer, older);
        robot().type(KeyCode.DOWN);
        awaitHeader(newer);
        robot().type(KeyCode.DOWN);
        awaitHeader(older);
        robot().type(KeyCode.ENTER);
        await("the focus in the detail", () -> find("#copyId").isFocused());
    }

    @Test
    void theQuickFieldFindsIdsNamesAndEmails() {
        String mark = UUID.randomUUID().toString();
        long id = seed.user("Quinn", mark, mark + "@example.com");
        UserFinder support = new UserFinder(
                new UserDirectory(open(OperatorRole.SUPPORT)), test.kit().texts());
        UserFinder finance = new UserFinder(
                new UserDirectory(open(OperatorRole.FINANCE)), test.kit().texts());

        assertThat(support.find("q", 5)).isEmpty();
        assertThat(support.find(Long.toString(id), 5))
                .filteredOn(QuickFind.Hit::exact)
                .extracting(QuickFind.Hit::target)
                .containsExactly(Places.user(id));
        assertThat(support.find(mark + "@example.com", 5)).singleElement().returns(true, QuickFind.Hit::exact);
        assertThat(finance.find(mark + "@example.com", 5)).isEmpty();
        assertThat(finance.find(mark, 5)).singleElement().returns(Places.user(id), QuickFind.Hit::target);
    }

    @Test
    void usersOfAKindStandUnderChipsThatDeleteTakesAway() {
        String plan = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        long first = seed.user();
        long second = seed.user();
        seed.user();
        seed.sql().execute("UPDATE users SET buyer_plan = ? WHERE id IN (?, ?)", plan, (int) first, (int) second);
        database.openService()
                .call(session -> session.createNativeQuery("SELECT refresh_customer_facts()", Long.class)
                        .getSingleResult());
        Target place = Places.customers().with(Places.PLAN, plan).with(Places.SEGMENT, "registered");
        show(test.kit(), screen(OperatorRole.FINANCE), place);
        awaitFound(second, first);
        assertThat(find("#chips").lookupAll(".filter-chip")).hasSize(2);

        onFx(() -> find("#chips").lookup(".filter-chip").requestFocus());
        robot().press(KeyCode.DELETE).release(KeyCode.DELETE);
        await("one chip", () -> find("#chips").lookupAll(".filter-chip").size() == 1);
        onFx(() -> find("#chips").lookup(".filter-chip").requestFocus());
        robot().press(KeyCode.DELETE).release(KeyCode.DELETE);
        await(
                "everyone",
                () -> !find("#chips").isVisible() && found().getItems().size() > 2);

        show(test.kit(), screen(OperatorRole.FINANCE), place);
        awaitFound(second, first);
        type("#search", Long.toString(first));
        await(
                "the one typed",
                () -> found().getItems().stream().anyMatch(row -> row.id() == first)
                        && !find("#chips").isVisible());
    }
}
