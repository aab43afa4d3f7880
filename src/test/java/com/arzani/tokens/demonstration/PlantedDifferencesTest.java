package com.arzani.tokens.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.payments.products.CatalogueLook;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeCatalogue;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.reconciliation.ReconciliationJob;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.reconciliation.RunListener;
import com.arzani.tokens.reconciliation.StripeSides;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Stripe's past agrees with the ledger but for what was planted, and every object is of Stripe's published shape.
@PostgresTest
class PlantedDifferencesTest {
    private static final String KEY = "sk_test_simulated";

    private final TestDatabase database;

    PlantedDifferencesTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void theReconciliationFindsExactlyTheDifferencesThatWerePlanted() throws Exception {
        new DemonstrationData(database.superuser()).load(new DemonstrationSize(600, 16_000, 7), progress -> {});
        try (Database jobs = database.openService();
                StripeSimulator simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
                CheckedProxy proxy = new CheckedProxy(simulator::address)) {
            StripeJavaGateway stripe = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1_000);
            Run run = new ReconciliationJob(jobs, StripeSides.looking(stripe))
                    .run(true, RunListener.NONE, () -> false)
                    .orElseThrow();

            assertThat(run.status()).isEqualTo(Run.Status.FINISHED);
            assertThat(proxy.faults()).isEmpty();
            // R8 and R19 are no mistakes of ours: customers who bought twice, and who had spent what a refund took.
            assertThat(classes())
                    .containsExactly(
                            "R1 fixed", "R19 open", "R2 open", "R3 open", "R4 open", "R6 open", "R7 open", "R8 open");
            Map<String, Long> most = Map.of("R2", 6L, "R8", 12L, "R19", 40L);
            // Three rounds of seven kinds are planted at most; two kinds show as R2.
            assertThat(perClass())
                    .allSatisfy((kind, count) -> assertThat(count).isBetween(1L, most.getOrDefault(kind, 3L)));
            assertThat(new LedgerProof(jobs).run(done -> {}).differences()).isEmpty();
        }
    }

    private static List<String> catalogue(Database jobs, CheckedProxy proxy) {
        StripeCatalogue stripe = new StripeCatalogue(KEY, () -> Optional.of(proxy.address()), 1_000);
        return new CatalogueLook(new CatalogueRuns(jobs), stripe)
                .compare().packages().stream()
                        .flatMap(each -> each.differences().stream()
                                .map(one -> each.sold().id() + " " + one.kind() + " " + one.stripes()))
                        .toList();
    }

    private Map<String, Long> perClass() {
        return database
                .sql()
                .rows("SELECT finding_class AS kind, count(*) AS times FROM reconciliation_findings"
                        + " WHERE read_at IS NULL GROUP BY 1")
                .stream()
                .collect(Collectors.toMap(row -> (String) row.get("kind"), row -> (Long) row.get("times")));
    }

    private List<String> classes() {
        return database
                .sql()
                .rows("SELECT DISTINCT finding_class || ' ' || status AS found FROM reconciliation_findings ORDER BY 1")
                .stream()
                .map(row -> row.get("found").toString())
                .toList();
    }
}
