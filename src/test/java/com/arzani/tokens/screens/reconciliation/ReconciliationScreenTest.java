package com.arzani.tokens.screens.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.reconciliation.FindingClass;
import com.arzani.tokens.reconciliation.FindingStatus;
import com.arzani.tokens.reconciliation.PlantedSales;
import com.arzani.tokens.reconciliation.ReconciliationDesk;
import com.arzani.tokens.reconciliation.ReconciliationJob;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.reconciliation.RunListener;
import com.arzani.tokens.reconciliation.StripeSides;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReconciliationScreenTest extends ScreenTest {
    private static final String KEY = "sk_test_simulated";

    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private final PlantedSales sales;
    private StripeSimulator simulator;
    private ReconciliationJob job;
    private Optional<ReconciliationSchedule> schedule = Optional.empty();

    ReconciliationScreenTest(TestDatabase database) {
        this.database = database;
        this.sales = new PlantedSales(database);
    }

    /// Sale 2 was never paid (R2), sale 3 was refunded and not taken back (R3), sale 12 was missed and gets credited
    /// (R1).
    @BeforeEach
    void start() throws IOException {
        sales.reset();
        sales.orders(12, List.of(12));
        for (int sale = 1; sale <= 12; sale++) {
            switch (sale) {
                case 2 -> sales.canceled(sale);
                case 3 -> sales.paid(sale, sale, 2500, 2500);
                default -> sales.paid(sale);
            }
        }
        sales.save();
        Database jobs = database.openService();
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        job = new ReconciliationJob(
                jobs, StripeSides.looking(new StripeJavaGateway(KEY, () -> Optional.of(simulator.address()), 1000)));
    }

    @AfterEach
    void stop() {
        schedule.ifPresent(ReconciliationSchedule::close);
        simulator.close();
    }

    @Test
    void supportReadsAndDecidesNothing() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.SUPPORT);
        await("findings", () -> table("#table").getItems().size() == 2);
        onFx(() -> table("#table").getSelectionModel().select(0));
        await("the finding", () -> find("#shown").isVisible());
        assertThat(find("#form").isVisible()).isFalse();
        assertThat(find("#runNow").isVisible()).isFalse();
        assertThat(find("#elsewhere").isVisible()).isTrue();
    }

    @Test
    void nothingIsDecidedWithoutADecisionAndItsReason() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.FINANCE);
        choose(0);
        assertThat(isDisabled("#decide")).isTrue();
        decideOn(FindingStatus.ACCEPTED);
        assertThat(isDisabled("#decide")).isTrue();
        type("#comment", "   ");
        assertThat(isDisabled("#decide")).isTrue();
        type("#comment", "x".repeat(2001));
        assertThat(isDisabled("#decide")).isTrue();
        type("#comment", "Known since Monday.");
        assertThat(isDisabled("#decide")).isFalse();
    }

    @Test
    void aDecisionIsKeptWithItsReasonAndTakesTheFindingOffTheList() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.FINANCE);
        choose(0);
        decideOn(FindingStatus.ACCEPTED);
        type("#comment", "Known since Monday.");
        picture("reconciliation-decision");
        fire("#decide");
        await("the list", () -> table("#table").getItems().size() == 1);
        assertThat(text("#status")).isEqualTo("Accepted");
        assertThat(text("#decided")).contains("Known since Monday.");
        assertThat(database.sql()
                        .number("SELECT count(*) FROM reconciliation_findings WHERE status = 'accepted'"
                                + " AND comment = 'Known since Monday.'"))
                .isEqualTo(1);
        assertThat(test.kit().notices().all()).isNotEmpty();
        fire("#showDecided");
        await("the decided one", () -> table("#table").getItems().size() == 1);
    }

    @Test
    void aRefusalIsSaidAndWhatWasTypedStays() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.FINANCE);
        choose(0);
        decideOn(FindingStatus.RESOLVED);
        type("#comment", "Reversed it.");
        database.sql().execute("UPDATE reconciliation_findings SET status = 'gone'");
        fire("#decide");
        await("the refusal", () -> find("#decisionBanner").isVisible());
        assertThat(text("#comment")).isEqualTo("Reversed it.");
    }

    @Test
    void runNowRunsAndShowsWhatItFound() {
        open(OperatorRole.FINANCE, ReconciliationSchedule.start(job, Duration.ofHours(1)));
        await("the first run", () -> !find("#runNow").isDisabled());
        await("findings", () -> table("#table").getItems().size() == 2);
        await("the run", () -> table("#runs", 1));
        await(
                "its figures",
                () -> text("#state").contains("12 payments") && text("#state").contains("2 findings"));
        await("the button", () -> !find("#runNow").isDisabled());
        fire("#runNow");
        assertThat(isDisabled("#runNow")).isTrue();
        await("the second run", () -> table("#runs", 2) && !find("#runNow").isDisabled());
        picture("reconciliation");
    }

    @Test
    void bothSidesAndTheWayToTheCustomerAreShown() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.SUPPORT);
        await("findings", () -> table("#table").getItems().size() == 2);
        onFx(() -> this.<FindingRow>table("#table").getItems().stream()
                .filter(row -> row.stripeId().equals("pi_s3"))
                .findFirst()
                .ifPresent(row -> table("#table")
                        .getSelectionModel()
                        .select(table("#table").getItems().indexOf(row))));
        await("the finding", () -> text("#stripeId").equals("pi_s3"));
        assertThat(text("#stripeMoney")).isEqualTo("£25.00");
        assertThat(text("#stripeRefunded")).isEqualTo("£25.00");
        assertThat(text("#ourSold")).isEqualTo("30");
        assertThat(text("#ourTaken")).isEqualTo("0");
        fire("#copyStripeId");
        assertThat(test.desktop().copied()).containsExactly("pi_s3");
        fire("#openCustomer");
        assertThat(test.navigator().currentProperty().get()).isEqualTo(Places.user(3));
    }

    @Test
    void aFindingIsTakenOverAndGivenBackAndItsHistoryTellsIt() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.FINANCE);
        choose(0);
        fire("#take");
        await("the owner", () -> text("#ownedBy").startsWith("Taken over by"));
        await("the history", () -> text("#history").contains("gave it to"));
        CheckBox mine = find("#mine");
        onFx(() -> mine.setSelected(true));
        await("mine alone", () -> table("#table").getItems().size() == 1);
        picture("reconciliation-owner");
        fire("#take");
        await("given back", () -> text("#ownedBy").equals("Nobody has taken it over"));
        await("nothing of mine", () -> table("#table").getItems().isEmpty());
    }

    @Test
    void oneClassOrOnePaymentIsShownAlone() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.SUPPORT);
        await("findings", () -> table("#table").getItems().size() == 2);
        ChoiceBox<FindingClass> kind = find("#kind");
        onFx(() -> kind.setValue(FindingClass.R3));
        await(
                "R3 alone",
                () -> this.<FindingRow>table("#table").getItems().stream()
                        .map(FindingRow::stripeId)
                        .toList()
                        .equals(List.of("pi_s3")));
        onFx(() -> kind.setValue(null));
        type("#sought", "pi_s2");
        TextField sought = find("#sought");
        onFx(() -> sought.fireEvent(new ActionEvent()));
        await(
                "the payment alone",
                () -> this.<FindingRow>table("#table").getItems().stream()
                        .map(FindingRow::stripeId)
                        .toList()
                        .equals(List.of("pi_s2")));
    }

    @Test
    void aDryRunIsAskedForAndItsPlanShownWithoutAnyFinding() {
        open(OperatorRole.FINANCE);
        await("the button", () -> !isDisabled("#dryRun"));
        fire("#dryRun");
        await("the request", () -> table("#runs", 1));
        assertThat(job.run(false, RunListener.NONE, () -> false)).isPresent();
        await("the run to end", () -> !isDisabled("#dryRun"));
        TableView<?> runs = find("#runs");
        onFx(() -> runs.getSelectionModel().select(0));
        await("the plan", () -> text("#previews").contains("The system would put it right."));
        assertThat(text("#previews")).contains("R1", "R2", "R3", "A person would have to decide.");
        picture("reconciliation-dry");
        assertThat(database.sql().number("SELECT count(*) FROM reconciliation_findings"))
                .isZero();
        assertThat(database.sql().number("SELECT count(*) FROM user_tokens WHERE user_id = 12"))
                .isZero();
    }

    @Test
    void aRequestThatWaitsIsCancelled() {
        open(OperatorRole.FINANCE);
        await("the button", () -> !isDisabled("#runNow"));
        fire("#runNow");
        await("the request", () -> table("#runs", 1) && !isDisabled("#cancelRun"));
        fire("#cancelRun");
        await("the end", () -> isDisabled("#cancelRun"));
        assertThat(database.sql().number("SELECT count(*) FROM reconciliation_runs WHERE status = 'cancelled'"))
                .isEqualTo(1);
        assertThat(job.run(false, RunListener.NONE, () -> false)).isEmpty();
    }

    @Test
    void byKeyboardAFindingIsChosenAndItsCustomerOpened() {
        job.run(true, RunListener.NONE, () -> false);
        open(OperatorRole.SUPPORT);
        await("findings", () -> table("#table").getItems().size() == 2);
        onFx(() -> {
            table("#table").requestFocus();
            table("#table").getSelectionModel().select(0);
        });
        await("the finding", () -> find("#shown").isVisible());
        Node focused = table("#table");
        onFx(() -> Event.fireEvent(
                focused, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false)));
        await(
                "the customer",
                () -> test.navigator().currentProperty().get().screen().equals("users"));
    }

    private boolean table(String selector, int rows) {
        javafx.scene.control.TableView<?> table = find(selector);
        return table.getItems().size() == rows;
    }

    private void choose(int row) {
        await("findings", () -> table("#table").getItems().size() == 2);
        onFx(() -> table("#table").getSelectionModel().select(row));
        await("the finding", () -> find("#shown").isVisible());
    }

    private void decideOn(FindingStatus status) {
        ChoiceBox<FindingStatus> decision = find("#decision");
        onFx(() -> decision.setValue(status));
    }

    private void open(OperatorRole role) {
        open(role, null);
    }

    private void open(OperatorRole role, ReconciliationSchedule running) {
        schedule = Optional.ofNullable(running);
        ReconciliationServices services =
                new ReconciliationServices(new ReconciliationDesk(database.openAs(role)), role == OperatorRole.FINANCE);
        Screen screen = Screen.of(
                        "reconciliation",
                        ReconciliationController.class,
                        () -> new ReconciliationController(
                                test.kit(), new ReconciliationViewModel(test.kit(), services)))
                .including(FindingController.class, () -> new FindingController(test.kit()));
        show(test.kit(), screen, Places.reconciliation());
    }
}
