package com.arzani.tokens.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeBooksReader;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReconciliationJobTest {
    private static final String KEY = "sk_test_simulated";
    private static final int SALES = 205;

    private final TestDatabase database;
    private final PlantedSales sales;
    private Database jobs;
    private StripeSimulator simulator;
    private CheckedProxy proxy;
    private StripeJavaGateway stripe;

    ReconciliationJobTest(TestDatabase database) {
        this.database = database;
        this.sales = new PlantedSales(database);
    }

    @BeforeEach
    void start() throws IOException {
        sales.reset();
        jobs = database.openService();
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(() -> simulator.address());
        stripe = new StripeJavaGateway(KEY, () -> Optional.of(proxy.address()), 1000);
    }

    @AfterEach
    void stop() {
        proxy.close();
        simulator.close();
        jobs.close();
        assertThat(proxy.faults()).isEmpty();
    }

    @Test
    void allPlantedDifferencesAreFoundAndNothingElse() {
        plant();
        Run run = run();

        assertThat(run.status()).isEqualTo(Run.Status.FINISHED);
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "R1 pi_s10 fixed",
                        "R1 pi_s120 fixed",
                        "R1 pi_s300 open",
                        "R2 pi_s20 open",
                        "R2 pi_s130 open",
                        "R3 pi_s30 open",
                        "R4 pi_s40 open",
                        "R4 pi_s140 open",
                        "R6 pi_s50 open",
                        "R7 pi_s60 open");
        assertThat(run.counts().payments()).isEqualTo(SALES);
        assertThat(run.counts().credited()).isEqualTo(new Run.Credited(2, 60));
        assertThat(run.counts().findingsNew()).isEqualTo(10);
        assertThat(run.counts().findingsOpen()).isEqualTo(8);
        assertThat(balance(10)).isEqualTo(30);
        assertThat(balance(120)).isEqualTo(30);
        assertThat(reasonLeft("pi_s300")).isEqualTo("no_order");
    }

    @Test
    void aSecondRunFindsNothingNewAndARepairedCauseClosesItsFinding() {
        plant();
        run();
        List<String> before = found();

        Run second = run();
        assertThat(found()).isEqualTo(before);
        assertThat(second.counts().findingsNew()).isZero();
        assertThat(second.counts().credited().count()).isZero();

        sales.takeBack(30, 30);
        sales.takeBack(40, 15);
        sales.reverse("stripe:cs_again60");
        Run third = run();
        assertThat(third.counts().findingsNew()).isZero();
        assertThat(third.counts().findingsClosed()).isEqualTo(3);
        assertThat(found()).contains("R3 pi_s30 gone", "R4 pi_s40 gone", "R7 pi_s60 gone", "R2 pi_s20 open");
    }

    @Test
    void f25_killedAtEveryRequestItGoesOnWithTheSameFindings() {
        plant();
        run();
        List<String> undisturbed = found();
        sales.reset();
        plant();

        Set<String> met = new HashSet<>();
        StripeGateway deadly = around(StripeGateway.class, stripe, deadlyAtFirst(met));
        StripeBooks books = around(StripeBooks.class, new StripeBooksReader(stripe), deadlyAtFirst(met));
        ReconciliationJob dying = new ReconciliationJob(jobs, StripeSides.looking(deadly, books));
        int kills = 0;
        Optional<Run> finished = Optional.empty();
        while (finished.isEmpty()) {
            try {
                finished = dying.run(true, RunListener.NONE, () -> false);
            } catch (Killed killed) {
                kills++;
                assertThat(kills).isLessThan(200);
            }
        }
        assertThat(kills).isEqualTo(met.size()).isGreaterThanOrEqualTo(16);
        assertThat(found()).isEqualTo(undisturbed);
        assertThat(database.sql().number("SELECT count(*) FROM reconciliation_runs"))
                .isEqualTo(1);
        assertThat(finished.get().counts().payments()).isEqualTo(SALES);
        assertThat(finished.get().counts().credited()).isEqualTo(new Run.Credited(2, 60));
        assertThat(balance(10)).isEqualTo(30);
    }

    @Test
    void f25_killedRightAfterCreditingItIsToldAsFixed() {
        sales.orders(1, List.of(1));
        sales.paid(1);
        sales.save();
        database.advance(Duration.ofHours(1));
        Run run = new Runs(jobs).resumeOrBegin(true).orElseThrow();
        Booking ours = new Bookings(jobs).ofIds(List.of("pi_s1")).get("pi_s1");
        Booking withOrder =
                new Booking("pi_s1", Optional.of(order(1)), ours.entries(), Optional.empty(), Optional.empty());
        Evidence theirs = Evidence.of(stripe.payment("pi_s1"));
        FindingRows findings = new FindingRows(jobs);
        List<Notes.Seen> seen = findings.note(
                run,
                new Reconciler(false)
                        .compare(theirs, withOrder, run.window().to(), Duration.ofMinutes(15))
                        .differences());
        findings.acting(run, seen.getFirst());
        database.sql().execute("SELECT credit_order(1, 'cs_test_s1', 'pi_s1', 2500, 'GBP')");

        assertThat(run().counts().credited()).isEqualTo(new Run.Credited(1, 30));
        assertThat(found()).containsExactly("R1 pi_s1 fixed");
    }

    @Test
    void cancelledItStopsAndTheNextRunBeginsAnew() {
        plant();
        AtomicBoolean cancelled = new AtomicBoolean();
        Run stopped = job(jobs, stripe)
                .run(true, run -> cancelled.set(run.counts().payments() > 0), cancelled::get)
                .orElseThrow();
        assertThat(stopped.status()).isEqualTo(Run.Status.CANCELLED);
        assertThat(stopped.counts().payments()).isEqualTo(100);

        Run next = run();
        assertThat(next.id()).isNotEqualTo(stopped.id());
        assertThat(next.status()).isEqualTo(Run.Status.FINISHED);
        assertThat(found()).hasSize(10);
    }

    @Test
    void oneRunsAtATime() {
        sales.orders(1, List.of());
        sales.paid(1);
        sales.save();
        AtomicReference<Optional<Run>> inner = new AtomicReference<>();
        Database other = database.openService();
        job(jobs, stripe)
                .run(
                        true,
                        run -> inner.compareAndSet(null, job(other, stripe).run(true, RunListener.NONE, () -> false)),
                        () -> false);
        assertThat(inner.get()).isEmpty();
    }

    @Test
    void f18_aRevokedKeyFailsTheRunAtOnce() {
        simulator.faults().keyRevoked(100);
        assertThatThrownBy(() -> run()).isInstanceOf(Rejected.class).hasMessage("stripe_key_refused");
        assertThat(proxy.requests()).hasSize(1);
        assertThat(new Runs(jobs).newest(1).getFirst().status()).isEqualTo(Run.Status.FAILED);
    }

    @Test
    void f16_anAbsentStripeInterruptsTheRunAndTheNextGoesOn() {
        plant();
        AtomicBoolean away = new AtomicBoolean();
        StripeGateway fading = around(StripeGateway.class, stripe, (method, work) -> {
            if (away.get()) {
                throw new Unavailable("stripe_away");
            }
            return work.call();
        });
        assertThatThrownBy(() ->
                        job(jobs, fading).run(true, run -> away.set(run.counts().payments() > 0), () -> false))
                .hasMessage("stripe_away");
        Run interrupted = new Runs(jobs).newest(1).getFirst();
        assertThat(interrupted.status()).isEqualTo(Run.Status.INTERRUPTED);
        assertThat(interrupted.cause()).contains("stripe_away");

        assertThat(run().id()).isEqualTo(interrupted.id());
        assertThat(found()).hasSize(10);
    }

    @Test
    void aRefundOfAnOldPaymentIsFoundThoughItsWindowIsOver() {
        sales.orders(2, List.of());
        sales.paid(1);
        sales.paid(2);
        sales.save();
        run();
        assertThat(found()).isEmpty();
        database.advance(Duration.ofDays(9));
        run();
        stripe.refund("late", PlantedSales.paymentId(1), 2500);
        database.sql()
                .execute("UPDATE simulator.objects SET created = extract(epoch FROM ledger_now())::bigint - 60"
                        + " WHERE object = 'refund'");
        run();
        assertThat(found()).filteredOn(line -> !line.startsWith("R9")).containsExactly("R3 pi_s1 open");
    }

    @Test
    void creditsStopAtTheirCeiling() {
        List<Integer> missed = IntStream.rangeClosed(10, 32).boxed().toList();
        sales.orders(32, missed);
        for (int sale = 1; sale <= 32; sale++) {
            sales.paid(sale);
        }
        sales.save();
        Run first = run();
        assertThat(first.counts().credited().count()).isEqualTo(20);
        assertThat(first.counts().findingsOpen()).isEqualTo(3);
        assertThat(first.mode().ceilingReached()).isTrue();
        assertThat(run().counts().credited().count()).as("until a person asks").isZero();
        assertThat(reasonLeft("pi_s30")).isIn("ceiling_asks", null);
        Run asked = job(jobs, stripe)
                .runNow(Run.Kind.ASKED, RunListener.NONE, () -> false)
                .orElseThrow();
        assertThat(asked.counts().credited().count()).isEqualTo(3);
    }

    @Test
    void aSessionThatDisagreesIsNotCredited() {
        sales.orders(10, List.of(9, 10));
        for (int sale = 1; sale <= 10; sale++) {
            sales.paid(sale);
        }
        sales.save();
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || '{\"payment_status\":\"unpaid\"}'"
                        + " WHERE id = 'cs_test_s9'");
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || '{\"metadata\":{\"order_id\":\"1\"}}'"
                        + " WHERE id = 'cs_test_s10'");
        assertThat(run().counts().credited().count()).isZero();
        assertThat(found()).containsExactlyInAnyOrder("R1 pi_s9 open", "R1 pi_s10 open");
        assertThat(reasonLeft("pi_s9")).isEqualTo("session_differs");
    }

    @Test
    void whatAPersonAcceptedStaysAccepted() {
        plant();
        run();
        database.sql()
                .execute("SELECT resolve_finding(id, 'accepted', 'Known') FROM reconciliation_findings"
                        + " WHERE stripe_id = 'pi_s20'");
        database.sql()
                .execute("SELECT resolve_finding(id, 'resolved', 'Done') FROM reconciliation_findings"
                        + " WHERE stripe_id = 'pi_s130'");
        database.advance(Duration.ofMinutes(1));
        run();
        assertThat(found()).contains("R2 pi_s20 accepted", "R2 pi_s130 open");
    }

    /// Ten differences among many good sales. Sale 1 is too young to be missed; 70 and 80 were refunded and taken back.
    private void plant() {
        sales.orders(SALES, List.of(1, 10, 120));
        for (int sale = 1; sale <= SALES; sale++) {
            switch (sale) {
                case 20 -> {}
                case 130 -> sales.canceled(sale);
                case 30 -> sales.paid(sale, sale, 2500, 2500);
                case 40 -> sales.paid(sale, sale, 2500, 1250);
                case 140 -> sales.paid(sale, sale, 2500, 1250);
                case 50 -> sales.paid(sale, sale, 2400, 0);
                case 70 -> sales.paid(sale, sale, 2500, 2500);
                case 80 -> sales.paid(sale, sale, 2500, 1000);
                default -> sales.paid(sale);
            }
        }
        sales.paid(300, 9999, 1000, 0);
        sales.save();
        sales.takeBack(70, 30);
        sales.takeBack(80, 12);
        sales.takeBack(140, 16);
        sales.creditAgain(60);
    }

    private Run run() {
        return job(jobs, stripe).run(true, RunListener.NONE, () -> false).orElseThrow();
    }

    private ReconciliationJob job(Database login, StripeGateway gateway) {
        return new ReconciliationJob(login, StripeSides.looking(gateway, new StripeBooksReader(stripe)));
    }

    private List<String> found() {
        return database
                .sql()
                .rows("SELECT finding_class, stripe_id, status FROM reconciliation_findings ORDER BY fingerprint")
                .stream()
                .map(row -> row.get("finding_class") + " " + row.get("stripe_id") + " " + row.get("status"))
                .toList();
    }

    private String reasonLeft(String paymentId) {
        return database.sql()
                .value(
                        String.class,
                        "SELECT details ->> 'whyLeft' FROM reconciliation_findings WHERE stripe_id = ?",
                        paymentId);
    }

    private long balance(int user) {
        return database.sql().number("SELECT token_balance FROM user_tokens WHERE user_id = ?", user);
    }

    private static Order order(long id) {
        return new Order(id, id, new Amount(2500, "GBP"), 30, Optional.of("cs_test_s" + id), Optional.empty());
    }

    /// Dies once at each request but those that only tell of the pace.
    private static Around deadlyAtFirst(Set<String> met) {
        return (request, work) -> {
            if (!request.startsWith("pace") && !request.startsWith("restorePace") && met.add(request)) {
                throw new Killed();
            }
            return work.call();
        };
    }

    private static <T> T around(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String request = method.getName() + Arrays.toString(arguments);
                    return around.call(request, () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    });
                }));
    }

    private interface Around {
        Object call(String request, Work work) throws Throwable;
    }

    private interface Work {
        Object call() throws Throwable;
    }

    /// The process ends here: nothing after it runs.
    private static final class Killed extends RuntimeException {}
}
