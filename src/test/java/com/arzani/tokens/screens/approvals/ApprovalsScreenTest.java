package com.arzani.tokens.screens.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.approval.ApprovalFixture;
import com.arzani.tokens.approval.ApprovalFixture.Person;
import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.ApprovalState;
import com.arzani.tokens.approval.LimitSetting;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.time.Duration;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ApprovalsScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final TestKit test = TestKit.threaded();
    private final ApprovalFixture fixture;
    private Person ann;
    private Person fiona;
    private long user;
    private ApprovalsPulse pulse;

    ApprovalsScreenTest(TestDatabase database) {
        this.database = database;
        this.fixture = new ApprovalFixture(database);
    }

    @BeforeEach
    void people() {
        database.setClock(TestKit.NOW);
        // Each test finds an empty list to review.
        database.advance(Duration.ofDays(4));
        database.sql().execute("SELECT ledger_expire_requests()");
        database.setClock(TestKit.NOW);
        ann = fixture.person(OperatorRole.SUPPORT);
        fiona = fixture.person(OperatorRole.FINANCE);
        user = fixture.customerWith(10);
    }

    @AfterEach
    void stop() {
        if (pulse != null) {
            onFx(pulse::close);
        }
    }

    private void open(Person person, OperatorRole role) {
        boolean administers = role == OperatorRole.ADMIN;
        boolean decides = administers || role == OperatorRole.FINANCE;
        pulse = new ApprovalsPulse(person.approvals(), test.kit().tasks());
        ApprovalDetailViewModel detail =
                new ApprovalDetailViewModel(test.kit(), person.approvals(), person.login(), decides);
        ApprovalsViewModel model = new ApprovalsViewModel(test.kit(), person.approvals(), detail, pulse, decides);
        LimitsViewModel limits = new LimitsViewModel(test.kit(), person.limits());
        Screen screen = Screen.of(
                        "approvals",
                        ApprovalsController.class,
                        () -> new ApprovalsController(test.kit(), model, decides, administers))
                .including(ApprovalDetailController.class, () -> new ApprovalDetailController(test.kit(), detail))
                .including(LimitsController.class, () -> new LimitsController(test.kit(), limits));
        show(test.kit(), screen, Target.of("approvals"));
        onFx(pulse::begin);
    }

    private void choose(ApprovalRequest request) {
        await(
                "the request",
                () -> table("#table").getItems().stream()
                        .anyMatch(row -> row != null && ((ApprovalRow) row).id() == request.id()));
        onFx(() -> table("#table").getItems().stream()
                .filter(row -> ((ApprovalRow) row).id() == request.id())
                .findFirst()
                .ifPresent(row -> table("#table").getSelectionModel().select(row)));
        await("the detail", () -> find("#one").isVisible());
    }

    private ApprovalState stateOf(ApprovalRequest request) {
        return ann.approvals().find(request.id()).orElseThrow().state();
    }

    @Test
    void onesOwnRequestCanOnlyBeWithdrawn() {
        ApprovalRequest request = fiona.approvals().request(LedgerFixture.grant(user, 900));
        open(fiona, OperatorRole.FINANCE);
        await("nothing to review", () -> table("#table").getPlaceholder() != null);
        fire("#mineTab");
        choose(request);

        assertThat(fx(() -> find("#approve").isVisible())).isFalse();
        assertThat(fx(() -> find("#reject").isVisible())).isFalse();
        fire("#withdraw");
        await("withdrawn", () -> text("#decision").startsWith("Withdrawn by"));
        assertThat(stateOf(request)).isEqualTo(ApprovalState.WITHDRAWN);
    }

    @Test
    void withoutANoteNothingIsDecided() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        open(fiona, OperatorRole.FINANCE);
        choose(request);
        await("the effect", () -> text("#effect").contains("10 → 510"));

        assertThat(isDisabled("#approve")).isTrue();
        assertThat(isDisabled("#reject")).isTrue();
        type("#note", "  ");
        assertThat(isDisabled("#approve")).isTrue();
        assertThat(text("#limit")).isEqualTo("More than 50 tokens in one step");
        picture("approvals-detail");
    }

    @Test
    void byTheKeyboardAloneItIsChosenApprovedAndTheNextRejected() {
        ApprovalRequest first = ann.approvals().request(LedgerFixture.grant(user, 500));
        ApprovalRequest second = ann.approvals().request(LedgerFixture.grant(user, 600));
        open(fiona, OperatorRole.FINANCE);
        await("both", () -> table("#table").getItems().size() == 2);

        onFx(() -> table("#table").requestFocus());
        robot().type(KeyCode.DOWN);
        await("the first", () -> find("#one").isVisible() && text("#what").contains("500"));
        robot().type(KeyCode.A);
        await("the note", () -> find("#note").isFocused());
        robot().write("seen");
        await("typed, without the A", () -> text("#note").equals("seen") && !isDisabled("#approve"));
        robot().press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await(
                "approved",
                () -> text("#decision").startsWith("Approved by")
                        && table("#table").getItems().size() == 1);
        assertThat(stateOf(first)).isEqualTo(ApprovalState.APPROVED);

        onFx(() -> table("#table").requestFocus());
        robot().type(KeyCode.HOME);
        await("the second", () -> text("#what").contains("600"));
        onFx(() -> table("#table").requestFocus());
        robot().type(KeyCode.R);
        robot().write("twice");
        await("typed", () -> text("#note").equals("twice") && !isDisabled("#reject"));
        robot().press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await("rejected", () -> text("#decision").startsWith("Rejected by"));
        assertThat(stateOf(second)).isEqualTo(ApprovalState.REJECTED);
        assertThat(ann.ledger().wallet(user).orElseThrow().balance()).isEqualTo(new Tokens(510));
    }

    @Test
    void aChangedEffectIsShownBesideTheOldOneAndNothingIsDone() {
        var grant = fixture.ledger.support.adjust(LedgerFixture.grant(user, 40));
        fixture.ledger.service.post(LedgerFixture.spend(user, 20));
        ApprovalRequest request = ann.approvals().request(LedgerFixture.take(user, 25));
        ApprovalRequest owing = owing();
        assertThat(grant.id()).isPositive();
        open(fiona, OperatorRole.FINANCE);
        choose(request);
        await("the effect", () -> text("#effect").contains("30 → 5"));
        assertThat(fx(() -> find("#changedBox").isVisible())).isFalse();

        choose(owing);
        await("the effect", () -> text("#effect").contains("Owed 10 → 0"));
        type("#note", "agreed");
        // The effect is computed again when a request is chosen: what changes before that was looked at is no surprise.
        await("the effect of now", () -> !isDisabled("#approve"));
        fixture.ledger.support.adjust(LedgerFixture.grant(owing.subject().userId(), 4));
        fire("#approve");
        await(
                "both effects",
                () -> find("#changedBox").isVisible() && text("#effect").contains("Owed 6 → 0"));
        assertThat(text("#before")).contains("Owed 10 → 0");
        assertThat(stateOf(owing)).isEqualTo(ApprovalState.WAITING);
        assertThat(text("#note")).isEqualTo("agreed");
        picture("approvals-changed");
        // The list is read again meanwhile, and the effect with it: what was typed stays.
        await(
                "the list read again",
                () -> !isDisabled("#approve") && text("#note").equals("agreed"));
        fire("#approve");
        await("approved", () -> text("#decision").startsWith("Approved by"));
    }

    private ApprovalRequest owing() {
        long debtor = fixture.ledger.user();
        var sale = fixture.ledger.buy(debtor);
        fixture.ledger.service.post(LedgerFixture.spend(debtor, 10));
        database.sqlAs(database.login(OperatorRole.SERVICE))
                .rows(
                        "SELECT * FROM post_tokens(?, ?, 'refund', 10, -1, 'refund', NULL, ?)",
                        LedgerFixture.key(),
                        debtor,
                        database.sql()
                                .number(
                                        "SELECT order_id FROM token_transactions WHERE id = ?",
                                        sale.getFirst().id()));
        return ann.approvals().request(LedgerFixture.grant(debtor, 500));
    }

    /// Both persons' lists follow, and the one who comes second sees what happened (F5).
    @Test
    void f5_theListFollowsWhatOthersDo() {
        open(fiona, OperatorRole.FINANCE);
        await("nothing", () -> pulse.forMeProperty().get() == 0);
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        await("by itself", () -> pulse.forMeProperty().get() == 1);
        choose(request);
        type("#note", "agreed");
        Person fred = fixture.person(OperatorRole.FINANCE);
        fred.approvals().approve(request.id(), request.proposal().planHash(), "I was first");
        await(
                "what happened",
                () -> text("#decision").contains(fred.login())
                        && pulse.forMeProperty().get() == 0);
        assertThat(fx(() -> find("#approve").isVisible() && find("#deciding").isVisible()))
                .isFalse();
    }

    @Test
    void aNameFromRightToLeftIsIsolatedOnce_H4() {
        database.sql()
                .execute(
                        "UPDATE users SET first_name = ?, last_name = '' WHERE id = ?",
                        "\u05e0\u05d5\u05e2\u05d4",
                        (int) user);
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        open(fiona, OperatorRole.FINANCE);
        choose(request);

        assertThat(text("#what")).contains("\u05e0\u05d5\u05e2\u05d4").doesNotContain("2068");
    }

    @Test
    void supportSeesItsOwnAndNoLimits() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        open(ann, OperatorRole.SUPPORT);
        choose(request);

        assertThat(fx(() -> find("#reviewTab").isVisible())).isFalse();
        assertThat(fx(() -> find("#limitsTab").isVisible())).isFalse();
        assertThat(fx(() -> find("#approve").isVisible())).isFalse();
        assertThat(fx(() -> find("#withdraw").isVisible())).isTrue();
        fiona.approvals().reject(request.id(), "Ask the seller first.");
        await("the answer", () -> text("#decision").contains("Ask the seller first."));
    }

    @Test
    void anAdministratorChangesALimitWithAReason() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        Person admin = fixture.person(OperatorRole.ADMIN);
        open(admin, OperatorRole.ADMIN);
        fire("#limitsTab");
        await("limits", () -> table("#limits").getItems().size() == 9);
        onFx(() -> table("#limits").getItems().stream()
                .filter(limit -> ((LimitSetting) limit).name().equals("LIMIT_SUPPORT_DAY"))
                .findFirst()
                .ifPresent(limit -> table("#limits").getSelectionModel().select(limit)));
        await("the form", () -> text("#value").equals("120"));
        type("#value", "12e9");
        type("#reason", "the quiet season");
        assertThat(isDisabled("#change")).isTrue();
        type("#value", "110");
        fire("#change");
        await(
                "the new one",
                () -> table("#versions").getItems().stream()
                        .anyMatch(one ->
                                one != null && ((LimitSetting) one).reason().equals("the quiet season")));
        assertThat(text("#fourEyes")).startsWith("Four eyes off");
        picture("approvals-limits");
        fixture.limit("LIMIT_SUPPORT_DAY", ApprovalFixture.DAY);
    }
}
