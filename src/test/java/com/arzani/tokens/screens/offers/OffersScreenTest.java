package com.arzani.tokens.screens.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The offer preview on a real database, with an experiment that gives everybody on a plan one package alone.
@PostgresTest
class OffersScreenTest extends ScreenTest {
    private static TestDatabase database;
    private static MarketSeed seed;
    private static Offers product;

    private final TestKit test = TestKit.threaded();
    private long user;

    @BeforeAll
    static void signIn(TestDatabase injected) {
        database = injected;
        seed = new MarketSeed(database);
        product = new Offers(database.openAs(OperatorRole.PRODUCT));
    }

    @BeforeEach
    void aCustomer() {
        user = seed.user();
        database.sql()
                .execute(
                        "UPDATE price_experiments SET state = 'ended', ended_at = ledger_now() WHERE state = 'running'");
    }

    @Test
    void financeIsRefusedAndAnUnknownUserIsSaid() {
        assertThatThrownBy(() -> new Offers(database.openAs(OperatorRole.FINANCE)).reason(user))
                .hasMessage("not_permitted");
        open(Target.of("offers"));
        assertThat(isDisabled("#show")).isTrue();
        type("#user", "0");
        assertThat(isDisabled("#show")).isTrue();
        type("#user", "999999999");
        fire("#show");
        await("refusal", () -> find("#banner").isVisible());
        assertThat(rows()).isEmpty();
    }

    @Test
    void withoutAnExperimentTheStandardPackagesAreShownWithTheReason() {
        open(Target.of("offers"));
        onFx(find("#user")::requestFocus);
        robot().write(Long.toString(user));
        robot().push(KeyCode.ENTER);
        await("packages", () -> rows().size() == 3);
        assertThat(text("#verdict")).isEqualTo("Standard packages");
        assertThat(text("#why")).startsWith("No price experiment runs");
        assertThat(rows()).extracting(OfferRow::list).containsOnly("Everybody");
        assertThat(rows().get(1).saving()).isEqualTo("Saves 16 %");
    }

    @Test
    void theGroupItsPackagesAndSinceWhenItIsKeptAreShown_T12() {
        long cheap = database.sql()
                .number("INSERT INTO token_packages (name, token_amount, price_gbp, is_experimental, display_order)"
                        + " VALUES ('Cheaper pack', 10, 800, true, 9) RETURNING id");
        Experiments experiments = new Experiments(database.openAs(OperatorRole.ADMIN));
        ExperimentPlan plan = new ExperimentPlan(
                "Preview",
                new BigDecimal(100),
                List.of("pro"),
                List.of(
                        new ExperimentPlan.Group("control", 1, List.of()),
                        new ExperimentPlan.Group("cheaper", 999, List.of(cheap))));
        experiments.start(experiments.save(plan), database.now().plus(Duration.ofDays(9)), "To see");
        open(Places.offersOf(user));
        await("not for this plan", () -> text("#why").contains("for other plans"));
        assertThat(rows()).hasSize(3);

        database.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", user);
        fire("#show");
        await("would be in a group", () -> text("#why").contains("has not seen the packages yet"));
        assertThat(database.sql().number("SELECT count(*) FROM experiment_assignments WHERE user_id = ?", user))
                .isZero();
        new Offers(database.openService()).shown(user);
        fire("#show");
        await("kept", () -> text("#why").contains("keeps them"));
        String group = product.reason(user)
                .running()
                .orElseThrow()
                .group()
                .orElseThrow()
                .name();
        assertThat(text("#verdict")).isEqualTo("Group " + group);
        if (group.equals("cheaper")) {
            assertThat(rows()).extracting(OfferRow::list).containsExactly("This group");
        }
        picture("offers-group");
    }

    @Test
    void outsideTheTokenSystemTheSiteShowsNoPackages() {
        database.sql().execute("""
                INSERT INTO feature_flags (name, version, is_enabled, salt, buyer_plans)
                VALUES ('ENABLE_TOKEN_SYSTEM', 2, true, 'token-system', '{gold}')""");
        open(Places.offersOf(user));
        await("nothing", () -> text("#verdict").equals("No packages"));
        assertThat(rows()).isEmpty();
        assertThat(text("#why")).startsWith("The token system is not on for this customer");
        database.sql().execute("""
                INSERT INTO feature_flags (name, version, is_enabled, salt)
                VALUES ('ENABLE_TOKEN_SYSTEM', 3, true, 'token-system')""");
    }

    private void open(Target target) {
        OffersViewModel model = fx(() -> new OffersViewModel(test.kit(), product));
        show(
                test.kit(),
                Screen.of("offers", OffersController.class, () -> new OffersController(test.kit(), model)),
                target);
    }

    private List<OfferRow> rows() {
        TableView<OfferRow> table = find("#table");
        return fx(() -> List.copyOf(table.getItems()));
    }
}
