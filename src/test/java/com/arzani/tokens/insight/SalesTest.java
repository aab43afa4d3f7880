package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.testing.Await;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Sales against a slow computation over random histories: price edits, refunds, disputes, fees, two currencies, month
/// ends, commits in another order than transactions began.
@PostgresTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SalesTest {
    private static final Comparator<SalesReport.Value> BY_NAME = Comparator.comparing(SalesReport.Value::value);

    @Test
    @Order(1)
    void supportSeesNoSalesAndProductNoPersons(TestDatabase database) {
        for (OperatorRole role : new OperatorRole[] {OperatorRole.SUPPORT}) {
            Sales sales = new Sales(database.openAs(role));
            assertThatThrownBy(() -> sales.read(month(LocalDate.of(2026, 1, 1))))
                    .isInstanceOf(TokenProblem.class);
        }
        Database product = database.openAs(OperatorRole.PRODUCT);
        new Sales(product).read(month(LocalDate.of(2026, 1, 1)));
        for (String persons : new String[] {"sale_facts", "sale_returns", "sales_changes"}) {
            assertThatThrownBy(() -> product.call(
                            session -> session.createNativeQuery("SELECT count(*) FROM " + persons, Long.class)
                                    .getSingleResult()))
                    .isInstanceOf(TokenProblem.class);
        }
        for (String door : new String[] {"SELECT refresh_sales_facts()", "SELECT count(*) FROM sales_differences()"}) {
            assertThatThrownBy(() -> product.call(session ->
                            session.createNativeQuery(door, Long.class).getSingleResult()))
                    .isInstanceOf(TokenProblem.class);
        }
    }

    @Test
    @Order(2)
    void aRangeThatNobodyReadsIsRefused() {
        SalesSpan years = new SalesSpan(LocalDate.of(2020, 1, 1), LocalDate.of(2026, 1, 1));
        assertThatThrownBy(() -> new SalesQuestion(years, SalesGrain.DAY, SalesPart.NONE, "GBP"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("sales_range_too_long");
    }

    @Test
    @Order(3)
    void t9_t21_figuresAreWhatASlowComputationGives(TestDatabase database) throws SQLException {
        long seed = Long.getLong("sales.seed", new Random().nextLong(1_000_000));
        Database service = database.openService();
        SalesHistory history = new SalesHistory(database, service, seed);
        Sales sales = new Sales(database.openAs(OperatorRole.FINANCE));
        Random random = new Random(seed + 1);
        for (int part = 0; part < 3; part++) {
            history.live(40);
            history.settle();
            for (int i = 0; i < 10; i++) {
                SalesQuestion question = ask(random, history);
                SalesReport report = sales.read(question);
                same("seed " + seed + " " + question, report.now(), history.slow.side(question));
                same("seed " + seed + " before " + question, report.before(), history.slow.side(question.before()));
            }
            assertThat(database.sql().rows("SELECT * FROM sales_differences()"))
                    .as("seed " + seed)
                    .isEmpty();
        }
        assertThat(history.slow.returns).as("something came back").hasSizeGreaterThan(20);
        assertThat(history.fold()).as("folding again changes nothing").isZero();
        // What waits to be folded is no difference, what somebody altered is.
        history.live(5);
        assertThat(database.sql().rows("SELECT * FROM sales_differences()")).isEmpty();
        database.sql()
                .execute(
                        "UPDATE sales_days SET refunds_pence = refunds_pence + 1 WHERE (currency, day, package_id,"
                                + " buyer_plan, variant, buyer_kind) = (SELECT currency, day, package_id, buyer_plan, variant, buyer_kind FROM sales_days LIMIT 1)");
        assertThat(database.sql().rows("SELECT * FROM sales_differences()"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("figure")).isEqualTo("refunds"));
    }

    private static SalesQuestion ask(Random random, SalesHistory history) {
        int days = (int) java.time.temporal.ChronoUnit.DAYS.between(history.first, history.today()) + 2;
        LocalDate from = history.first.plusDays(random.nextInt(days));
        SalesGrain grain = SalesGrain.values()[random.nextInt(3)];
        if (random.nextBoolean()) {
            from = grain.start(from);
        }
        LocalDate to = from.plusDays(1 + random.nextInt(days));
        if (random.nextBoolean()) {
            to = grain.next(to);
        }
        SalesPart part = SalesPart.values()[random.nextInt(SalesPart.values().length)];
        return new SalesQuestion(new SalesSpan(from, to), grain, part, random.nextInt(4) == 0 ? "EUR" : "GBP");
    }

    private static void same(String of, SalesReport.Side kept, SalesReport.Side slow) {
        assertThat(kept.total()).as(of).isEqualTo(slow.total());
        assertThat(kept.periods()).as(of).isEqualTo(slow.periods());
        assertThat(kept.values().stream().sorted(BY_NAME)).as(of).isEqualTo(slow.values());
    }

    @Test
    @Order(4)
    void importedSalesCountWithoutAPriceAndTheFirstOfTwoCreditsCarriesTheFee(TestDatabase database) {
        try (TestDatabase own = database.another("legacy_sales")) {
            long user = new LedgerFixture(own).user();
            for (int i = 1; i <= 2; i++) {
                own.sql().number("""
                        SELECT (ledger_post_or_raise(jsonb_populate_record(ledger_legacy_posting('legacy:' || ?, ?::integer, 'purchase', 1, 30),
                            '{"stripe_payment_intent_id": "pi_old"}'))).id""", i, user);
            }
            own.sql().execute("""
                    WITH r AS (INSERT INTO reconciliation_runs (status, window_from, window_to, stage)
                        VALUES ('finished', ledger_now(), ledger_now(), 'done') RETURNING id)
                    INSERT INTO reconciliation_items (payment_id, created, currency, stripe_pence, ledger_pence, refunded_pence,
                        disputed_pence, fee_pence, tokens_due, tokens_booked, run_id)
                    SELECT 'pi_old', ledger_now(), 'GBP', 2500, 0, 0, 0, 58, 30, 60, id FROM r""");
            Database service = own.openService();
            Await.until("both folded", () -> {
                service.call(session -> session.createNativeQuery("SELECT refresh_sales_facts()", Long.class)
                        .getSingleResult());
                return own.sql().number("SELECT count(*) FROM sale_returns") == 1;
            });
            LocalDate today = own.now().atOffset(java.time.ZoneOffset.UTC).toLocalDate();
            SalesFigures total = new Sales(own.openAs(OperatorRole.ADMIN))
                    .read(month(today))
                    .now()
                    .total();
            assertThat(total.purchases()).isEqualTo(2);
            assertThat(total.unpriced()).isEqualTo(2);
            assertThat(total.grossPence()).isZero();
            assertThat(total.tokens()).isEqualTo(60);
            assertThat(total.feesPence()).isEqualTo(58);
            assertThat(total.buyers()).isEqualTo(1);
            assertThat(total.averagePence()).isEmpty();
            assertThat(own.sql().rows("SELECT * FROM sales_differences()")).isEmpty();
        }
    }

    private static SalesQuestion month(LocalDate day) {
        LocalDate first = SalesGrain.MONTH.start(day);
        return new SalesQuestion(
                new SalesSpan(first, SalesGrain.MONTH.next(first)), SalesGrain.MONTH, SalesPart.PACKAGE, "GBP");
    }
}
