package com.arzani.tokens.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.payments.disputes.DisputeBooking;
import com.arzani.tokens.payments.products.CatalogueLook;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.payments.refunds.RefundBooking;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeBooksReader;
import com.arzani.tokens.payments.stripe.StripeCatalogue;
import com.arzani.tokens.payments.stripe.StripeJavaDisputes;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.payments.stripe.StripeJavaRefunds;
import com.arzani.tokens.proof.ProofJob;
import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.proof.ProofRuns;
import com.arzani.tokens.proof.SealPlace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R1 to R19, each planted three times among good payments: all of it is found, nothing else, and what the system may
/// put
/// right is right afterwards. Through the product's own client, the judging proxy and the simulator, over HTTP.
@PostgresTest
class PlantedClassesTest {
    private static final String KEY = "sk_test_simulated";
    private static final Set<String> REPAIRED = Set.of("R1", "R3", "R4", "R5", "R9", "R15");

    private final TestDatabase database;

    @TempDir
    private Path folder;

    PlantedClassesTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void r1ToR19_areAllFoundAndNothingElseAmongAThousand() throws Exception {
        findAll(1_050);
    }

    @Test
    @Tag("soak")
    void r1ToR19_areAllFoundAndNothingElseAmongTenThousand() throws Exception {
        findAll(10_000);
    }

    private void findAll(int count) throws Exception {
        PlantedSales sales = new PlantedSales(database);
        sales.reset();
        PlantedClasses planted = new PlantedClasses(database, sales, count);
        planted.edited();
        planted.plant();
        try (Database jobs = database.openService();
                StripeSimulator simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
                CheckedProxy proxy = new CheckedProxy(simulator::address)) {
            StripeSide side = side(jobs, () -> Optional.of(proxy.address()));
            planted.failRefunds(side.refunds());
            prove(jobs);
            ReconciliationJob job = new ReconciliationJob(jobs, side);

            Run first = job.run(true, RunListener.NONE, () -> false).orElseThrow();
            assertThat(first.status()).isEqualTo(Run.Status.FINISHED);
            same(found(""), planted.expected());
            same(found("WHERE status = 'fixed'"), only(planted.expected(), true));
            assertThat(new PackageEdits(jobs).payments(everything(), 10))
                    .containsExactlyInAnyOrderElementsOf(planted.packageEdits());
            balances(jobs);

            Run second = job.run(true, RunListener.NONE, () -> false).orElseThrow();
            assertThat(second.counts().findingsNew()).isZero();
            assertThat(second.counts().credited().count()).isZero();
            same(found("WHERE status IN ('open', 'waiting')"), only(planted.expected(), false));
            balances(jobs);
            assertThat(proxy.faults()).isEmpty();
        }
    }

    private static StripeSide side(Database jobs, Supplier<Optional<URI>> address) {
        StripeJavaGateway gateway = new StripeJavaGateway(KEY, address, 2_000);
        RefundBooking refunds = new RefundBooking(jobs, new StripeJavaRefunds(KEY, address, 2_000), gateway, false);
        DisputeBooking disputes = new DisputeBooking(jobs, new StripeJavaDisputes(KEY, address, 2_000), gateway, false);
        CatalogueLook look = new CatalogueLook(new CatalogueRuns(jobs), new StripeCatalogue(KEY, address, 2_000));
        return new StripeSide(
                gateway,
                new StripeBooksReader(gateway),
                new CatalogueDifferences(look),
                refunds::bring,
                disputes::bring,
                false);
    }

    private void prove(Database jobs) {
        new ProofRuns(database.openAs(com.arzani.tokens.database.OperatorRole.FINANCE)).request(ProofRun.Kind.FULL);
        assertThat(new ProofJob(jobs, SealPlace.inside(folder), () -> false).runOnce())
                .isPresent();
    }

    private static void same(Set<String> found, Set<String> expected) {
        assertThat(found)
                .filteredOn(line -> !expected.contains(line))
                .as("found, though not planted")
                .isEmpty();
        assertThat(expected)
                .filteredOn(line -> !found.contains(line))
                .as("planted and not found")
                .isEmpty();
    }

    private static Set<String> only(Set<String> findings, boolean repaired) {
        Set<String> some = new TreeSet<>();
        findings.stream()
                .filter(line -> REPAIRED.contains(line.substring(0, line.indexOf(' '))) == repaired)
                .forEach(some::add);
        return some;
    }

    private Set<String> found(String where) {
        Set<String> found = new TreeSet<>();
        database.sql()
                .rows("SELECT finding_class || ' ' || stripe_id AS line FROM reconciliation_findings " + where)
                .forEach(row -> found.add(row.get("line").toString()));
        return found;
    }

    private Window everything() {
        Instant now = Instant.now().plus(Duration.ofDays(60));
        return new Window(Instant.parse("2020-01-01T00:00:00Z"), now);
    }

    /// The report, against sums taken from the simulator's rows and the ledger's own.
    private void balances(Database jobs) {
        List<ReportLine> lines = new ReconciliationReport(jobs, true).totals(everything());
        Map<String, ReportLine> compared = new TreeMap<>();
        lines.stream()
                .filter(line -> line.section() == ReportLine.Section.COMPARED
                        && line.name().equals("all"))
                .forEach(line -> compared.put(line.unit(), line));
        assertThat(compared.keySet()).containsExactly("GBP", "tokens");
        assertThat(compared.get("GBP").stripe())
                .isEqualTo(database.sql()
                        .number("SELECT sum((state ->> 'amount')::bigint) FROM simulator.objects WHERE object ="
                                + " 'payment_intent' AND coalesce(state ->> 'status', 'succeeded') = 'succeeded'"));
        assertThat(compared.get("GBP").ours())
                .isEqualTo(database.sql()
                        .number("SELECT sum(o.price_pence) FROM (SELECT DISTINCT operation_key, order_id FROM"
                                + " token_transactions WHERE transaction_type = 'purchase') e JOIN token_orders o"
                                + " ON o.id = e.order_id"));
        assertThat(compared.get("tokens").ours())
                .isEqualTo(database.sql()
                        .number("SELECT sum(tokens_amount * direction) FROM token_transactions"
                                + " WHERE stripe_payment_intent_id IS NOT NULL"));
        assertThat(compared.get("GBP").difference()).isNotZero();
        assertThat(compared.values()).allSatisfy(line -> {
            assertThat(line.explained()).isEqualTo(line.difference());
            assertThat(line.unexplained()).isZero();
        });
        section(lines, ReportLine.Section.TOKENS, "tokens", "wallets", 3);
        section(lines, ReportLine.Section.BALANCE, "GBP", "stripe_balance", 0);
        assertThat(lines.stream().filter(line -> line.section() == ReportLine.Section.PAYOUT))
                .hasSize(5)
                .filteredOn(line -> line.difference() != 0)
                .extracting(ReportLine::name)
                .containsExactlyInAnyOrder("po_short", "po_long");
    }

    /// Opening and movements make the closing, and beside it stands what somebody else says.
    private static void section(
            List<ReportLine> all, ReportLine.Section section, String unit, String control, long difference) {
        List<ReportLine> lines = all.stream()
                .filter(line -> line.section() == section && line.unit().equals(unit))
                .toList();
        Map<String, ReportLine> named = new TreeMap<>();
        lines.forEach(line -> named.put(line.name(), line));
        long sum = lines.stream()
                .filter(line -> !line.name().equals("closing") && !line.name().equals(control))
                .mapToLong(line -> line.stripe() != null ? line.stripe() : line.ours())
                .sum();
        ReportLine closing = named.get("closing");
        assertThat(sum).isEqualTo(closing.stripe() != null ? closing.stripe() : closing.ours());
        assertThat(named.get(control).ours()).isEqualTo(sum);
        assertThat(named.get(control).difference()).isEqualTo(difference);
    }
}
