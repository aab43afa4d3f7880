package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The proof of the kept figures finds each of them broken, and nothing else.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FigureProofTest {
    /// A slip in each kept table, and how it is put right again.
    private static final Map<String, List<String>> SLIPS = Map.of(
            "economy_days",
            slip("UPDATE economy_days SET total_tokens = total_tokens %s 1 WHERE transaction_type = 'consumption'"),
            "economy_months",
            slip("UPDATE economy_months SET unique_users = unique_users %s 1 WHERE transaction_type = 'purchase'"),
            "economy_day_types",
            slip(
                    "UPDATE economy_day_types SET transaction_count = transaction_count %s 1 WHERE transaction_type = 'purchase'"),
            "token_daily_totals",
            slip("UPDATE token_daily_totals SET total_tokens = total_tokens %s 1 WHERE transaction_type = 'bonus'"),
            "liability_days",
            slip("UPDATE liability_days SET pence = pence %s 1 WHERE movement = 'spent'"),
            "liability_months",
            slip("UPDATE liability_months SET pence = pence %s 1 WHERE movement = 'spent'"),
            "cohort_use",
            slip("UPDATE cohort_use SET tokens = tokens %s 1 WHERE age_days_bucket = 0"));

    private final TestDatabase database;
    private final Sql sql;
    private final LedgerFixture ledger;
    private final FigureProofJob job;
    private final FigureProofs finance;

    FigureProofTest(TestDatabase database) {
        this.database = database;
        this.sql = database.sql();
        this.ledger = new LedgerFixture(database);
        this.job = new FigureProofJob(database.openService());
        this.finance = new FigureProofs(database.openAs(OperatorRole.FINANCE));
    }

    private static List<String> slip(String change) {
        return List.of(change.formatted("+"), change.formatted("-"));
    }

    @BeforeAll
    void trade() {
        long user = ledger.user();
        ledger.buy(user, 2);
        ledger.service.post(LedgerFixture.spend(user, 7));
        fold();
        job.runOnce(); // the night's
    }

    @Test
    void onlyTheServiceProves() {
        assertThatThrownBy(() -> new FigureProofJob(database.openAs(OperatorRole.ADMIN)).runOnce())
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("not_permitted");
        assertThatThrownBy(() -> new FigureProofs(database.openAs(OperatorRole.SUPPORT)).request())
                .isInstanceOf(Rejected.class);
    }

    @Test
    void aRollupThatIsBrokenIsFound() {
        SLIPS.forEach((table, slip) -> {
            sql.execute(slip.getFirst());
            FigureProof red = proof();
            assertThat(red.state()).as(table).isEqualTo(FigureProof.State.RED);
            assertThat(red.differences())
                    .extracting(FigureProof.Difference::figure)
                    .contains(table);
            assertThat(red.differences())
                    .allSatisfy(one -> assertThat(one.kept()).isNotEqualTo(one.derived()));
            sql.execute(slip.getLast());
        });
        assertThat(proof().state()).isEqualTo(FigureProof.State.GREEN);
    }

    @Test
    void whatIsNotFoldedYetIsNoDifference() {
        ledger.service.post(LedgerFixture.spend(ledger.userWith(5), 2));
        FigureProof green = proof();
        assertThat(green.differences()).isEmpty();
        assertThat(green.asOf()).isNotNull();
    }

    @Test
    void foldingAnewPutsBrokenFiguresRight() {
        sql.execute("DELETE FROM liability_days");
        assertThat(proof().state()).isEqualTo(FigureProof.State.RED);
        sql.execute("SELECT ledger_fold_entries_anew()");
        fold();
        assertThat(proof().state()).isEqualTo(FigureProof.State.GREEN);
    }

    @Test
    void theNightIsProvenByItselfAndOneRequestIsEnough() {
        assertThat(finance.request().id()).isEqualTo(finance.request().id());
        assertThat(job.runOnce()).isPresent();
        assertThat(job.runOnce()).isEmpty();

        database.advance(Duration.ofDays(1));
        assertThat(job.runOnce()).isPresent();
        assertThat(finance.lastEnded()).isEqualTo(finance.newest());
    }

    private FigureProof proof() {
        finance.request();
        return job.runOnce().orElseThrow();
    }

    private void fold() {
        sql.number("SELECT ledger_fold_entries(pg_snapshot_xmax(pg_current_snapshot())::text::bigint)");
    }
}
