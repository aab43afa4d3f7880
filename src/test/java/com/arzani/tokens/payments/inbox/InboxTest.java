package com.arzani.tokens.payments.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.inbox.InboxFixture.Sale;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class InboxTest {
    private static final String[] BOOKED = {"purchase 25", "bonus 5"};
    private static final String COMPLETED = "checkout.session.completed";

    private final TestDatabase database;
    private InboxFixture inbox;

    InboxTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        inbox = new InboxFixture(database);
    }

    @AfterEach
    void stop() {
        inbox.close();
        assertThat(inbox.proxy.faults()).isEmpty();
    }

    @Test
    void aPaidCheckoutIsCreditedAsTheOrderSays() throws Exception {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work();
        assertThat(inbox.deliver(inbox.event(COMPLETED, sale.sessionId())).statusCode())
                .isEqualTo(200);
        inbox.drained();
        assertThat(inbox.inbox()).containsExactly(COMPLETED + " processed");
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        assertThat(inbox.orderStatus(sale)).isEqualTo("paid");
        assertThat(database.sql().value(Long.class, "SELECT order_id FROM webhook_logs"))
                .isEqualTo(sale.orderId());
        assertThat(database.sql().value(Integer.class, "SELECT cardinality(entry_ids) FROM webhook_logs"))
                .isEqualTo(2);
    }

    @Test
    void f6_t7_oneEventFiftyTimesAtOnceIsOneCredit() throws Exception {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        String event = inbox.event(COMPLETED, sale.sessionId());
        inbox.work();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                answers.add(threads.submit(() -> inbox.deliver(event).statusCode()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        inbox.drained();
        assertThat(inbox.stored()).isEqualTo(1);
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
    }

    @Test
    void f7_threeEventsOfOnePaymentInEveryOrderAreOneCredit() throws Exception {
        inbox.work();
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            Sale sale = inbox.sell();
            String payment = inbox.simulator.pay(sale.sessionId());
            List<String> events = List.of(
                    inbox.event(COMPLETED, sale.sessionId()),
                    inbox.made("checkout.session.async_payment_succeeded", "checkout.session", sale.sessionId()),
                    inbox.event("payment_intent.succeeded", payment));
            for (int number : order) {
                // One at a time, so that it is this order; each twice, because Stripe may.
                inbox.deliver(events.get(number));
                inbox.drained();
                inbox.deliver(events.get(number));
            }
            assertThat(inbox.entries(sale)).containsExactly(BOOKED);
            assertThat(inbox.orderStatus(sale)).isEqualTo("paid");
        }
        assertThat(inbox.in("processed")).isEqualTo(18);
    }

    @Test
    void f7_threeEventsOfOnePaymentAtOnceAreOneCredit() throws Exception {
        List<Sale> sales = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            Sale sale = inbox.sell();
            String payment = inbox.simulator.pay(sale.sessionId());
            sales.add(sale);
            inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
            inbox.deliver(inbox.made("checkout.session.async_payment_succeeded", "checkout.session", sale.sessionId()));
            inbox.deliver(inbox.made("payment_intent.succeeded", "payment_intent", payment));
        }
        inbox.work();
        inbox.work(database.openService(), inbox.stripe);
        inbox.drained();
        assertThat(sales).allSatisfy(sale -> assertThat(inbox.entries(sale)).containsExactly(BOOKED));
        assertThat(inbox.in("processed")).isEqualTo(30);
    }

    @Test
    void f8_anExpiryAfterThePaymentChangesNothing() throws Exception {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made("checkout.session.expired", "checkout.session", sale.sessionId()));
        inbox.drained();
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        inbox.deliver(inbox.event(COMPLETED, sale.sessionId()));
        inbox.deliver(inbox.made("checkout.session.async_payment_failed", "checkout.session", sale.sessionId()));
        inbox.drained();
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        assertThat(inbox.orderStatus(sale)).isEqualTo("paid");
    }

    @Test
    void anExpiredCheckoutEndsItsOrderAndAnUnpaidOneWaits() {
        Sale open = inbox.sell();
        Sale gone = inbox.sell();
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = state || '{\"status\": \"expired\"}' WHERE id = ?",
                        gone.sessionId());
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = state || '{\"status\": \"complete\"}' WHERE id = ?",
                        open.sessionId());
        inbox.work();
        inbox.deliver(inbox.made("checkout.session.expired", "checkout.session", gone.sessionId()));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", open.sessionId()));
        inbox.drained();
        assertThat(inbox.orderStatus(gone)).isEqualTo("expired");
        assertThat(inbox.orderStatus(open)).isEqualTo("created");
        assertThat(inbox.inbox())
                .contains(
                        "checkout.session.expired processed event_order_closed",
                        COMPLETED + " processed event_payment_pending");
        inbox.deliver(inbox.made("checkout.session.async_payment_failed", "checkout.session", open.sessionId()));
        inbox.drained();
        assertThat(inbox.orderStatus(open)).isEqualTo("failed");
        assertThat(inbox.balance(open)).isZero();
    }

    @Test
    void t8_h11_metadataOfAnotherOrderOrOfMoreTokensMovesNothing() {
        Sale sale = inbox.sell();
        Sale other = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = jsonb_set(state, '{metadata}', ?::jsonb) WHERE id = ?",
                        "{\"order_id\": \"" + other.orderId()
                                + "\", \"token_amount\": \"999999\", \"package_id\": \"3\"}",
                        sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId())
                .replace("\"amount\": 2500", "\"metadata\": {\"token_amount\": \"999999\"}"));
        inbox.drained();
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        assertThat(inbox.balance(other)).isZero();
    }

    @Test
    void t8_whatWasPaidMustBeWhatTheOrderSays() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = state || '{\"amount_total\": 30}' WHERE id = ?",
                        sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
        inbox.drained();
        assertThat(inbox.inbox()).containsExactly(COMPLETED + " parked order_amount_differs");
        assertThat(database.sql().value(String.class, "SELECT cause_arguments::text FROM webhook_logs"))
                .isEqualTo("{" + sale.orderId() + ",2500,30}");
        assertThat(inbox.balance(sale)).isZero();
    }

    @Test
    void f27_r13_whatIsNotOursIsKeptAndCountedButNeverCredited() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        String completed = inbox.made(COMPLETED, "checkout.session", sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made("customer.tax_id.invented", "tax_id", "txi_1"));
        inbox.deliver(completed.replace("\"livemode\": false", "\"livemode\": true"));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId())
                .replace("\"livemode\": false", "\"livemode\": false, \"account\": \"acct_other\""));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", "cs_test_unknown"));
        inbox.drained();
        assertThat(inbox.inbox())
                .containsExactly(
                        "customer.tax_id.invented ignored event_type_not_handled",
                        COMPLETED + " parked event_live_differs",
                        COMPLETED + " parked event_account_differs",
                        COMPLETED + " parked event_object_unknown");
        assertThat(inbox.balance(sale)).isZero();
    }

    @Test
    void f27_anEventOfAnotherVersionIsCreditedFromWhatStripeSaysToday() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work();
        for (String version : List.of("\"2027-01-27.endive\"", "\"2020-08-27\"", "null")) {
            inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId())
                    .replace("\"2026-07-29.dahlia\"", version)
                    .replace("\"amount\": 2500", "\"amount\": {\"now\": \"an object\"}, \"status\": \"invented\""));
        }
        inbox.drained();
        assertThat(inbox.in("processed")).isEqualTo(3);
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
    }

    @Test
    void whatMovesMoneyWaitsForItsHandlerAndComesBackWhenThereIsOne() {
        InboxWorkers before = inbox.work();
        inbox.deliver(inbox.made("refund.created", "refund", "re_1"));
        inbox.drained();
        assertThat(inbox.inbox()).containsExactly("refund.created parked event_waits_for_handler");
        before.close();
        Set<String> handled = ConcurrentHashMap.newKeySet();
        inbox.work(inbox.jobs, new EventHandlers(List.of(new Handler("refund.created", event -> {
            handled.add(event.objectId());
            return Outcome.processed();
        }))));
        InboxFixture.await("it came back", () -> inbox.in("processed") == 1);
        assertThat(handled).containsExactly("re_1");
    }

    @Test
    void f11_f12_aClaimedEventComesBackWhenItsWorkerDies() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
        InboxDoors dead = new InboxDoors(inbox.jobs);
        ClaimedEvent held = dead.claim(1, Duration.ofSeconds(20)).getFirst();
        // It died after the credit and before its end: the worst moment.
        new CheckoutEvents(inbox.jobs, inbox.stripe, false).handle(held.event());
        inbox.work();
        assertThat(dead.claim(1, Duration.ofSeconds(20))).isEmpty();
        database.advance(Duration.ofSeconds(21));
        InboxFixture.await("it was worked off", () -> inbox.in("processed") == 1);
        assertThat(inbox.inbox()).containsExactly(COMPLETED + " processed event_credited_before");
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        assertThat(dead.finish(held, Outcome.parked("event_not_ours"))).isFalse();
        assertThat(dead.fail(held, new Outcome.Cause("stripe_away", List.of()))).isFalse();
        assertThat(inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()))
                        .statusCode())
                .isEqualTo(200);
        inbox.drained();
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        database.advance(Duration.ofSeconds(-21));
    }

    @Test
    void f13_twoInstancesWorkEachEventOffOnce() {
        AtomicInteger worked = new AtomicInteger();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        for (int number = 0; number < 200; number++) {
            inbox.deliver(inbox.made("refund.created", "refund", "re_" + number));
        }
        EventHandler counting = new Handler("refund.created", event -> {
            worked.incrementAndGet();
            seen.add(event.objectId());
            return Outcome.processed();
        });
        inbox.work(inbox.jobs, new EventHandlers(List.of(counting)));
        inbox.work(database.openService(), new EventHandlers(List.of(counting)));
        inbox.drained();
        assertThat(seen).hasSize(200);
        assertThat(worked).hasValue(200);
    }

    @Test
    void whatFailsIsTriedAgainWithGrowingPausesAndParkedAtLast() {
        AtomicInteger tries = new AtomicInteger();
        inbox.work(inbox.jobs, new EventHandlers(List.of(new Handler("refund.created", event -> {
            tries.incrementAndGet();
            throw new Unavailable("stripe_away");
        }))));
        inbox.deliver(inbox.made("refund.created", "refund", "re_1"));
        long before = 0;
        for (int attempt = 1; attempt < 10; attempt++) {
            int expected = attempt;
            InboxFixture.await("attempt " + attempt, () -> tries.get() == expected && inbox.in("failed") == 1);
            long pause = database.sql()
                    .value(
                            Long.class,
                            "SELECT extract(epoch FROM next_attempt_at - ledger_now())::bigint FROM webhook_logs");
            assertThat(pause).isGreaterThanOrEqualTo(Math.min(before, 21_600) - 2);
            before = (long) (Math.pow(4, attempt) * 0.9);
            database.advance(Duration.ofHours(8));
        }
        InboxFixture.await("it is parked", () -> inbox.in("parked") == 1);
        assertThat(inbox.inbox()).containsExactly("refund.created parked stripe_away");
        assertThat(tries).hasValue(10);
        database.advance(Duration.ofHours(-72));
    }

    @Test
    void anEventThatKillsItsWorkersIsParked() {
        inbox.deliver(inbox.made("refund.created", "refund", "re_1"));
        InboxDoors doors = new InboxDoors(inbox.jobs);
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(doors.claim(5, Duration.ZERO)).hasSize(1);
        }
        assertThat(doors.claim(5, Duration.ZERO)).isEmpty();
        assertThat(inbox.inbox()).containsExactly("refund.created parked event_never_ended");
    }

    @Test
    void aDefectOfOneHandlerStopsNeitherTheOthersNorTheWorkers() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work(
                inbox.jobs,
                new EventHandlers(List.of(
                        new CheckoutEvents(inbox.jobs, inbox.stripe, false), new Handler("refund.created", event -> {
                            throw new IllegalStateException("a defect");
                        }))));
        inbox.deliver(inbox.made("refund.created", "refund", "re_1"));
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
        InboxFixture.await("the credit", () -> inbox.balance(sale) == 30);
        InboxFixture.await("it waits", () -> inbox.inbox().contains("refund.created failed event_handler_failed"));
    }

    @Test
    void f18_aRefusedKeyStopsTheWorkAndKeepsTheEvents() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        int asked = inbox.proxy.requests().size();
        StripeJavaGateway revoked =
                new StripeJavaGateway("sk_test_revoked", () -> Optional.of(inbox.proxy.address()), 1000);
        InboxWorkers stopped = inbox.work(inbox.jobs, revoked);
        for (int number = 0; number < 20; number++) {
            inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
        }
        InboxFixture.await("they stopped", stopped::isRefused);
        stopped.close();
        // Two workers may ask at the same moment, and then nobody does.
        assertThat(inbox.proxy.requests().size() - asked).isBetween(1, 2);
        assertThat(inbox.in("received")).isEqualTo(20);
        assertThat(database.sql().value(Integer.class, "SELECT max(attempts) FROM webhook_logs"))
                .isZero();
        inbox.work();
        inbox.drained();
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
    }

    @Test
    void closingLetsTheEventUnderWayEndAndGivesTheOthersBack() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        InboxWorkers workers = inbox.work(inbox.jobs, new EventHandlers(List.of(new Handler("refund.created", event -> {
            begun.release();
            go.acquireUninterruptibly();
            return Outcome.processed();
        }))));
        for (int number = 0; number < 20; number++) {
            inbox.deliver(inbox.made("refund.created", "refund", "re_" + number));
        }
        begun.acquire(2);
        Thread closing = Thread.ofVirtual().start(workers::close);
        InboxFixture.await("closing waits", () -> closing.getState() != Thread.State.NEW);
        go.release(2);
        closing.join();
        assertThat(inbox.in("processed")).isBetween(2L, 4L);
        assertThat(inbox.in("processed") + inbox.in("received")).isEqualTo(20);
        assertThat(
                        database.sql()
                                .value(
                                        Long.class,
                                        "SELECT count(*) FROM webhook_logs WHERE status = 'received' AND next_attempt_at > ledger_now()"))
                .isZero();
    }

    @Test
    void aReplayIsARightOfFinanceAndAdministratorsNeedsAReasonAndIsAudited() {
        Sale sale = inbox.sell();
        inbox.simulator.pay(sale.sessionId());
        inbox.work();
        inbox.deliver(inbox.made(COMPLETED, "checkout.session", sale.sessionId()));
        inbox.drained();
        long id = database.sql().value(Long.class, "SELECT id FROM webhook_logs");
        String replay = "SELECT replay_event(" + id + ", ?)";
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.PRODUCT, OperatorRole.SERVICE)) {
            assertThatThrownBy(() -> database.sqlAs(database.login(role)).execute(replay, "because"))
                    .isInstanceOf(Sql.SqlFailure.class);
        }
        Sql finance = database.sqlAs(database.login(OperatorRole.FINANCE));
        assertThatThrownBy(() -> finance.execute(replay, "  ")).hasMessageContaining("reason_missing");
        finance.execute(replay, "The customer asked");
        InboxFixture.await("it was worked off again", () -> inbox.in("processed") == 1);
        assertThat(inbox.inbox()).containsExactly(COMPLETED + " processed event_credited_before");
        assertThat(inbox.entries(sale)).containsExactly(BOOKED);
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT reason FROM audit_log WHERE action = 'replay_event' ORDER BY id DESC LIMIT 1"))
                .isEqualTo("The customer asked");
    }

    @Test
    void staffReadsAPayloadWithoutAnybodysContact() {
        inbox.deliver(inbox.made("customer.created", "customer", "cus_1")
                .replace(
                        "\"amount\": 2500",
                        "\"email\": \"ann.example+x@shop.example.com\", \"phone\": \"+44 20 7946 0000\","
                                + " \"address\": {\"line1\": \"1 \\\"High\\\" Street\", \"city\": \"Leeds\"}"));
        Database support = database.openAs(OperatorRole.SUPPORT);
        String read = support.call(
                session -> session.createNativeQuery("SELECT read_event(id) FROM webhook_logs", String.class)
                        .getSingleResult());
        assertThat(read).contains("\"a***@shop.example.com\"", "\"phone\": \"***\"", "\"line1\": \"***\"", "Leeds");
        assertThat(read).doesNotContain("ann.example", "7946", "Street");
        support.close();
    }

    private record Handler(String type, java.util.function.Function<StripeEvent, Outcome> work)
            implements EventHandler {
        @Override
        public Set<String> types() {
            return Set.of(type);
        }

        @Override
        public Outcome handle(StripeEvent event) {
            return work.apply(event);
        }
    }
}
