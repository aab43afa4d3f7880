package com.arzani.tokens.screens.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The experiments' screen on a real database, from a draft to the winner.
@PostgresTest
class ExperimentsScreenTest extends ScreenTest {
    private static TestDatabase database;
    private static Experiments product;
    private static Experiments admin;
    private static FeatureFlags flags;

    private final TestKit test = TestKit.threaded();

    @BeforeAll
    static void signIn(TestDatabase injected) {
        database = injected;
        product = new Experiments(database.openAs(OperatorRole.PRODUCT));
        admin = new Experiments(database.openAs(OperatorRole.ADMIN));
        flags = new FeatureFlags(database.openAs(OperatorRole.PRODUCT));
    }

    @BeforeEach
    void nothingRuns() {
        database.sql()
                .execute(
                        "UPDATE price_experiments SET state = 'ended', ended_at = ledger_now() WHERE state = 'running'");
    }

    private static ExperimentPlan plan(String name, String traffic, Long... packages) {
        return new ExperimentPlan(
                name,
                new BigDecimal(traffic),
                List.of(),
                List.of(
                        new ExperimentPlan.Group("control", 1, List.of()),
                        new ExperimentPlan.Group("bigger", 1, List.of(packages))));
    }

    @Test
    void financeLooksAndDecidesNothing() {
        product.save(plan("For finance", "100", 2L));
        open(new Experiments(database.openAs(OperatorRole.FINANCE)));
        await("the draft", () -> find("#draft").isVisible());
        assertThat(find("#create").isVisible()).isFalse();
        assertThat(isDisabled("#save")).isTrue();
        assertThat(isDisabled("#start")).isTrue();
        assertThat(isDisabled("#discard")).isTrue();
    }

    @Test
    void aDraftIsMadeWithAPackageOfItsOwnStartedAndEndedWithItsWinner() {
        open(product);
        fire("#create");
        await("the packages", () -> stage().getScene().getRoot().lookup("#offer-1") != null);
        assertThat(isDisabled("#save")).as("no name").isTrue();
        type("#name", "Cheaper start");
        type("#traffic", "0.001");
        assertThat(isDisabled("#save")).as("no percentage").isTrue();
        type("#traffic", "100");
        type("#groupName", "cheaper");
        ComboBox<?> base = find("#base");
        onFx(() -> base.getSelectionModel().select(0));
        assertThat(text("#packageName")).isEqualTo("Starter Pack - 10 Tokens");
        type("#price", "5.00");
        fire("#make");
        await("ruling 2", () -> find("#draftBanner").isVisible());
        type("#price", "9.00");
        fire("#make");
        await("the package", () -> text("#packageName").isEmpty());
        await("chosen", () -> groups().getLast().packages.size() == 3);
        type("#days", "0");
        type("#reason", "Does a lower first price bring more buyers?");
        assertThat(isDisabled("#start")).as("not a day").isTrue();
        type("#days", "7");
        picture("experiments-draft");
        fire("#start");
        await("running", () -> find("#results").isVisible() && figures().size() == 2);
        assertThat(text("#verdict")).startsWith("Differences are tested once, on");
        ComboBox<WinnerChoice> winner = find("#winner");
        assertThat(fx(() -> List.copyOf(winner.getItems())))
                .as("no winner before the horizon")
                .hasSize(1);

        MarketSeed seed = new MarketSeed(database);
        Offers site = new Offers(database.openService());
        for (int i = 0; i < 12; i++) {
            site.shown(seed.user());
        }
        database.advance(Duration.ofDays(9));
        refresh();
        await("the horizon", () -> winner.getItems().size() == 3);
        assertThat(figures().stream().mapToLong(ResultRow::users).sum()).isEqualTo(12);
        assertThat(text("#verdict")).contains("cheaper: too few");
        onFx(() -> winner.getSelectionModel().select(2));
        await("what it does", () -> steps().size() == 4);
        assertThat(steps().getFirst().what()).isEqualTo("New version");
        assertThat(steps().getFirst().after()).isEqualTo("10 tokens for £9.00");
        assertThat(steps())
                .extracting(StepRow::what)
                .containsExactly("New version", "Stays", "Stays", "Group’s package taken off sale");
        assertThat(isDisabled("#end")).as("no reason").isTrue();
        type("#endReason", "More bought");
        picture("experiments-end");
        fire("#end");
        await("ended", () -> !find("#ending").isVisible());
        assertThat(notice().text()).isEqualTo("Cheaper start has ended: the packages of cheaper are the standard now");
        assertThat(new Offers(database.openAs(OperatorRole.PRODUCT))
                        .standard()
                        .getFirst()
                        .price())
                .isEqualTo(900);
        database.sql().execute("UPDATE token_packages SET is_active = true WHERE id IN (1, 2, 3)");
    }

    @Test
    void whoComesSecondSeesTheOthersDraftAndKeepsTheirOwn_F5() {
        PriceExperiment draft = product.save(plan("Together", "100", 2L));
        open(product);
        select(draft.id());
        type("#traffic", "40");
        admin.save(Optional.of(draft), plan("Together", "60", 3L));
        fire("#save");
        await("told", () -> find("#theirs").isVisible());
        assertThat(text("#theirs")).contains(database.login(OperatorRole.ADMIN).login(), "60 %", "Enterprise Pack");
        assertThat(text("#traffic")).isEqualTo("40");
        picture("experiments-conflict");
        fire("#save");
        await("saved knowingly", () -> !find("#theirs").isVisible());
        assertThat(product.find(draft.id()).orElseThrow().plan()).isEqualTo(plan("Together", "40.00", 2L));
    }

    @Test
    void byKeyboardAlone_aPackageIsChosenSavedAndTheDraftDiscarded() {
        PriceExperiment draft = product.save(plan("By keys", "100", 2L));
        open(product);
        select(draft.id());
        await("the packages", () -> stage().getScene().getRoot().lookup("#offer-3") != null);
        CheckBox third = find("#offer-3");
        onFx(third::requestFocus);
        robot().push(KeyCode.SPACE);
        await("chosen", () -> groups().getLast().packages.size() == 2);
        onFx(find("#save")::requestFocus);
        robot().push(KeyCode.SPACE);
        await(
                "saved",
                () -> product.find(draft.id())
                                .orElseThrow()
                                .plan()
                                .groups()
                                .getLast()
                                .packageIds()
                                .size()
                        == 2);
        await("can be discarded", () -> !isDisabled("#discard"));
        onFx(find("#discard")::requestFocus);
        robot().push(KeyCode.SPACE);
        await("gone", () -> product.find(draft.id()).isEmpty());
        await("the way back", () -> notice() != null && notice().text().contains("is discarded"));
        onFx(notice().action());
        assertThat(text("#name")).isEqualTo("By keys");
    }

    private ExperimentsController shown;

    private void open(Experiments experiments) {
        ExperimentsViewModel model = fx(() -> new ExperimentsViewModel(test.kit(), experiments, flags));
        Screen screen = Screen.of(
                        "experiments", ExperimentsController.class, () -> new ExperimentsController(test.kit(), model))
                .including(DraftController.class, () -> new DraftController(test.kit(), model.draft()))
                .including(DraftGroupsController.class, () -> new DraftGroupsController(test.kit(), model.draft()))
                .including(ResultsController.class, () -> new ResultsController(test.kit(), model.results()));
        shown = show(test.kit(), screen, Target.of("experiments"));
    }

    private void refresh() {
        onFx(shown::refresh);
    }

    private void select(long id) {
        TableView<ExperimentRow> table = find("#table");
        await(
                "row " + id,
                () -> table.getItems().stream().anyMatch(row -> row.experiment().id() == id));
        onFx(() -> table.getSelectionModel()
                .select(table.getItems().stream()
                        .filter(row -> row.experiment().id() == id)
                        .findFirst()
                        .orElseThrow()));
        await("shown", () -> find("#draft").isVisible());
    }

    private <R> List<R> items(String selector) {
        TableView<R> table = find(selector);
        return fx(() -> List.copyOf(table.getItems()));
    }

    private List<DraftGroup> groups() {
        return items("#groups");
    }

    private List<ResultRow> figures() {
        return items("#figures");
    }

    private List<StepRow> steps() {
        return items("#steps");
    }

    private Notice notice() {
        return fx(() -> test.kit().notices().all().isEmpty()
                ? null
                : test.kit().notices().all().getFirst());
    }
}
