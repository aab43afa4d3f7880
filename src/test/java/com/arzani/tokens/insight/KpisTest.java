package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class KpisTest {
    private final Sql sql;
    private final Kpis kpis;
    private final Kpis support;
    private final YearMonth month;

    KpisTest(TestDatabase database) {
        sql = database.sql();
        kpis = new Kpis(database.openAs(OperatorRole.FINANCE));
        support = new Kpis(database.openAs(OperatorRole.SUPPORT));
        month = YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
    }

    @BeforeEach
    void nothing() {
        sql.execute("DELETE FROM kpi_months; DELETE FROM signup_cohorts; DELETE FROM contact_days;"
                + " DELETE FROM api_hours; DELETE FROM business_inquiries");
        sql.execute(
                "UPDATE token_rollup_marks SET folded_at = ledger_now() WHERE name IN ('customer_facts', 'kpi_months')");
    }

    private Kpi kpi(Kpi.Name name) {
        return kpis.read().stream()
                .filter(kpi -> kpi.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private void share(String kpi, YearMonth of, long part, long whole) {
        sql.execute(
                "INSERT INTO kpi_months (kpi, month, part, whole) VALUES (?, ?, ?, ?)", kpi, of.atDay(1), part, whole);
    }

    private Kpi.State state(Kpi.Name name) {
        return kpi(name).months().getLast().state();
    }

    @Test
    void whoMayNotIsRefused() {
        assertThatThrownBy(support::read).hasMessage("not_permitted");
    }

    @Test
    void targetsAreTheSpecificationsAndASettingChangesThem() {
        assertThat(kpi(Kpi.Name.CONVERSION).target()).isEqualByComparingTo("15");
        assertThat(kpi(Kpi.Name.CONTACT_SUCCESS).target()).isEqualByComparingTo("60");
        assertThat(kpi(Kpi.Name.OPERATION_TIME).target()).isEqualByComparingTo("100");
        assertThat(kpi(Kpi.Name.PURCHASE_SUCCESS).target()).isEqualByComparingTo("95");
        assertThat(kpi(Kpi.Name.CONSUMPTION_ERRORS).target()).isEqualByComparingTo("1");
        assertThat(kpi(Kpi.Name.WEBHOOK_SUCCESS).target()).isEqualByComparingTo("99");

        sql.execute("INSERT INTO settings (name, version, value) VALUES ('KPI_WEBHOOK_SUCCESS_PERCENT', 2, '99.5')");
        assertThat(kpi(Kpi.Name.WEBHOOK_SUCCESS).target()).isEqualByComparingTo("99.5");
    }

    @Test
    void aTargetIsMetBeyondItByTheExactParts() {
        share("purchase_success", month, 1_900, 2_000);
        share("consumption_errors", month, 10, 1_000);
        assertThat(state(Kpi.Name.PURCHASE_SUCCESS)).isEqualTo(Kpi.State.MISSED);
        assertThat(state(Kpi.Name.CONSUMPTION_ERRORS)).isEqualTo(Kpi.State.MISSED);
        sql.execute("UPDATE kpi_months SET part = part + 1 WHERE kpi = 'purchase_success'");
        sql.execute("UPDATE kpi_months SET part = part - 1 WHERE kpi = 'consumption_errors'");
        assertThat(state(Kpi.Name.PURCHASE_SUCCESS)).isEqualTo(Kpi.State.MET);
        assertThat(state(Kpi.Name.CONSUMPTION_ERRORS)).isEqualTo(Kpi.State.MET);
        // Shown rounded, judged exactly.
        assertThat(kpi(Kpi.Name.PURCHASE_SUCCESS).months().getLast().value()).isEqualByComparingTo("95.1");
    }

    @Test
    void fewerThanTwentyCasesAreNeitherGoodNorBad() {
        share("webhook_success", month, 19, 19);
        assertThat(state(Kpi.Name.WEBHOOK_SUCCESS)).isEqualTo(Kpi.State.TOO_FEW);
        sql.execute("UPDATE kpi_months SET part = 20, whole = 20");
        assertThat(state(Kpi.Name.WEBHOOK_SUCCESS)).isEqualTo(Kpi.State.MET);
    }

    @Test
    void theLastMonthThatIsOverIsComparedWithTheOneBeforeIt() {
        share("purchase_success", month.minusMonths(2), 96, 100);
        share("purchase_success", month.minusMonths(1), 97, 100);
        share("purchase_success", month, 30, 30);
        Kpi kpi = kpi(Kpi.Name.PURCHASE_SUCCESS);

        assertThat(kpi.current().orElseThrow().value()).isEqualByComparingTo("97");
        assertThat(kpi.previous().orElseThrow().value()).isEqualByComparingTo("96");
        assertThat(kpi.underWay().orElseThrow().value()).isEqualByComparingTo("100");
        assertThat(kpi(Kpi.Name.WEBHOOK_SUCCESS).current()).isEmpty();
    }

    @Test
    void theAverageTimeIsOfAllCallsOfAllInstances() {
        for (long[] use : new long[][] {{10, 900_000, 4, 1}, {30, 3_100_000, 6, 0}}) {
            sql.execute("SELECT note_api_use(?, ?, ?, ?)", use[0], use[1], use[2], use[3]);
        }
        sql.execute("UPDATE customer_marks SET recount_from = current_date - 1");
        sql.execute("SELECT refresh_kpi_months()");

        Kpi.Month time = kpi(Kpi.Name.OPERATION_TIME).months().getLast();
        assertThat(time.value()).isEqualByComparingTo(new BigDecimal("100"));
        assertThat(time.cases()).isEqualTo(40);
        assertThat(time.state()).isEqualTo(Kpi.State.MISSED);
        assertThat(kpi(Kpi.Name.CONSUMPTION_ERRORS).months().getLast().value()).isEqualByComparingTo("10");
        assertThat(state(Kpi.Name.CONSUMPTION_ERRORS)).isEqualTo(Kpi.State.TOO_FEW);
    }
}
