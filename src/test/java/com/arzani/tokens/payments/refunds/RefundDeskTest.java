package com.arzani.tokens.payments.refunds;

import static com.arzani.tokens.payments.inbox.InboxFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.outbox.Outbox;
import com.arzani.tokens.payments.outbox.OutboxEntry;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.refunds.RefundShop.Sale;
import com.arzani.tokens.payments.simulator.Faults;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refunds from the console: who may, what is shown, sent once whatever happens on the way (F5, F16, F17, F18).
@PostgresTest
class RefundDeskTest {
    private final TestDatabase database;
    private final Database finance;
    private final RefundDesk desk;
    private final Outbox outbox;
    private final List<OutboxWorkers> workers = new ArrayList<>();
    private RefundShop shop;

    RefundDeskTest(TestDatabase database) {
        this.database = database;
        finance = database.open(database.newLogin(OperatorRole.FINANCE));
        desk = new RefundDesk(finance);
        outbox = new Outbox(finance);
    }

    @BeforeEach
    void start() throws Exception {
        database.sql().execute("SET session_replication_role = replica; DELETE FROM stripe_outbox");
        shop = new RefundShop(database);
    }

    @AfterEach
    void stop() {
        workers.forEach(OutboxWorkers::close);
        shop.proven();
        shop.close();
    }

    private void work() {
        workers.add(OutboxWorkers.start(shop.jobs, List.of(new RefundSending(shop.refunds, shop.booking)), 2));
    }

    private static NewOrderRefund of(Sale sale, long pence, long left) {
        return new NewOrderRefund(RefundShop.key(), sale.orderId(), pence, "customer_request", "asked by phone", left);
    }

    private OutboxEntry sent(String key) {
        await(
                "it is sent",
                () -> outbox.find(key)
                        .filter(entry -> entry.status() == OutboxEntry.Status.DONE)
                        .isPresent());
        return outbox.find(key).orElseThrow();
    }

    @Test
    void onlyFinanceRefundsAndProductDoesNotEvenLook() {
        Sale sale = shop.sold();
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.ADMIN, OperatorRole.PRODUCT)) {
            RefundDesk other = new RefundDesk(database.openAs(role));
            assertThatThrownBy(() -> other.refund(of(sale, 100, 2500))).isInstanceOf(Rejected.class);
        }
        RefundDesk product = new RefundDesk(database.openAs(OperatorRole.PRODUCT));
        assertThatThrownBy(() -> product.preview(sale.orderId(), 100)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> product.request(of(sale, 100, 2500))).isInstanceOf(Rejected.class);
        assertThat(outbox.of(new com.arzani.tokens.payments.outbox.OutboxItem.Subject(
                        "order", Long.toString(sale.orderId()))))
                .isEmpty();
    }

    @Test
    void whatItTakesIsShownFirstAndIsExactlyWhatItTakes() {
        Sale sale = shop.sold();
        shop.spend(sale, 22);
        RefundPreview shown = desk.preview(sale.orderId(), 1250);
        assertThat(shown.tokens()).isEqualTo(15);
        assertThat(shown.fromLots()).isEqualTo(8);
        assertThat(shown.owed()).isEqualTo(7);
        assertThat(shown.after()).isEqualTo(new RefundPreview.Wallet(0, 7));
        assertThat(shown.left()).isEqualTo(1250);
        assertThat(shop.wallet(sale)).isEqualTo("8/0");
        assertThat(database.sql().number("SELECT count(*) FROM stripe_refunds WHERE order_id = ?", sale.orderId()))
                .isZero();

        NewOrderRefund refund = of(sale, 1250, 2500);
        desk.refund(refund);
        work();
        String id = sent(refund.operationKey()).course().resultId().orElseThrow();
        assertThat(shop.wallet(sale)).isEqualTo("0/7");
        assertThat(database.sql().value(String.class, "SELECT created_by FROM stripe_refunds WHERE id = ?", id))
                .isEqualTo(finance.operator().login());
        assertThat(shop.refunds.refund(id).orElseThrow().refund().metadata())
                .containsEntry("operation_key", refund.operationKey())
                .containsEntry("order_id", Long.toString(sale.orderId()));
    }

    @Test
    void whatIsNotThereIsNotRefunded() {
        Sale unpaid = shop.paid(25, 5, 2500);
        assertThatThrownBy(() -> desk.preview(unpaid.orderId(), 100)).hasMessage("refund_order_not_paid");
        Sale sale = shop.sold();
        for (long pence : new long[] {0, -1, 2501}) {
            assertThatThrownBy(() -> desk.preview(sale.orderId(), pence)).hasMessage("refund_too_large");
        }
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 2000));
        assertThat(desk.left(sale.orderId())).isEqualTo(500);
        assertThatThrownBy(() -> desk.refund(of(sale, 501, 500))).hasMessage("refund_too_large");
    }

    @Test
    void f5_ofTwoOperatorsOneWinsAndTheOtherSeesWhatIsLeft() throws Exception {
        Sale sale = shop.sold();
        CountDownLatch ready = new CountDownLatch(2);
        List<Future<Long>> both = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RefundDesk person :
                    List.of(desk, new RefundDesk(database.open(database.newLogin(OperatorRole.FINANCE))))) {
                NewOrderRefund refund = of(sale, 1500, 2500);
                both.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return person.refund(refund);
                }));
            }
        }
        List<Throwable> lost = new ArrayList<>();
        for (Future<Long> one : both) {
            if (one.state() == Future.State.FAILED) {
                lost.add(one.exceptionNow());
            }
        }
        assertThat(lost)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.key()).isEqualTo("refund_left_changed");
                    assertThat(conflict.arguments()).containsExactly("£10.00", "£25.00");
                }));
        work();
        await("it is booked", () -> shop.taken(sale) == 18);
        assertThat(shop.refunds.refundsOf(sale.paymentId())).hasSize(1);
    }

    @Test
    void f17_aLostAnswerIsTheSameRefundAfterwardsAndTheLedgerOnce() {
        Sale sale = shop.sold();
        // More often than one attempt asks.
        shop.simulator.faults().at("POST /v1/refunds").loseAnswers(8);
        NewOrderRefund refund = of(sale, 1000, 2500);
        long row = desk.refund(refund);
        assertThat(desk.refund(refund)).isEqualTo(row);
        work();
        String id = sent(refund.operationKey()).course().resultId().orElseThrow();
        assertThat(outbox.find(refund.operationKey()).orElseThrow().course().attempts())
                .isGreaterThan(1);
        assertThat(shop.refunds.refundsOf(sale.paymentId()))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo(id));
        assertThat(shop.entries(sale)).containsExactly("purchase 25", "bonus 5", "refund -12");
    }

    @Test
    void f16_rule7_aDefiniteFailureKeptUnderItsKeyIsLookedUpAndMadeOnce() {
        Sale done = shop.sold();
        Faults refunds = shop.simulator.faults().at("POST /v1/refunds");
        refunds.brokenAndKept(1, 500, true);
        NewOrderRefund first = of(done, 500, 2500);
        desk.refund(first);
        work();
        sent(first.operationKey());
        assertThat(shop.refunds.refundsOf(done.paymentId())).hasSize(1);

        Sale undone = shop.sold();
        refunds.brokenAndKept(1, 500, false);
        NewOrderRefund second = of(undone, 500, 2500);
        desk.refund(second);
        sent(second.operationKey());
        assertThat(shop.refunds.refundsOf(undone.paymentId())).hasSize(1);
        assertThat(shop.taken(undone)).isEqualTo(6);
    }

    @Test
    void f18_aRevokedKeyStopsItAndTheRefundWaitsVisibly() {
        Sale sale = shop.sold();
        shop.simulator.faults().at("POST /v1/refunds").denied(1);
        NewOrderRefund refund = of(sale, 1000, 2500);
        desk.refund(refund);
        work();
        await("it stops", workers.getFirst()::isRefused);
        await(
                "it says why",
                () -> outbox.find(refund.operationKey())
                        .orElseThrow()
                        .course()
                        .cause()
                        .isPresent());
        OutboxEntry waiting = outbox.find(refund.operationKey()).orElseThrow();
        assertThat(waiting.status()).isEqualTo(OutboxEntry.Status.WAITING);
        assertThat(waiting.course().cause().orElseThrow().key()).isEqualTo("stripe_key_refused");
        assertThat(desk.left(sale.orderId())).isEqualTo(1500);
    }

    @Test
    void whatStripeRefusesIsRefusedVisiblyAndLeftAgain() {
        Sale sale = shop.sold();
        NewOrderRefund refund = of(sale, 2500, 2500);
        desk.refund(refund);
        shop.simulator.refund(sale.paymentId(), 2500);
        work();
        await(
                "it is refused",
                () -> outbox.find(refund.operationKey()).orElseThrow().status() == OutboxEntry.Status.REFUSED);
        assertThat(outbox.find(refund.operationKey())
                        .orElseThrow()
                        .course()
                        .cause()
                        .orElseThrow()
                        .key())
                .isEqualTo("stripe_already_refunded");
    }

    @Test
    void overTheLimitItIsAnotherPersonsWordAlsoInSmallSteps() {
        Sale sale = shop.paid(50, 15, 5000);
        shop.credit(sale);
        assertThatThrownBy(() -> desk.refund(of(sale, 2501, 5000))).hasMessage("refund_over_limit");
        desk.refund(of(sale, 2000, 5000));
        assertThatThrownBy(() -> desk.refund(of(sale, 501, 3000))).hasMessage("refund_over_limit");

        NewOrderRefund rest = of(sale, 3000, 3000);
        long id = desk.request(rest);
        assertThat(desk.request(rest)).isEqualTo(id);
        Approvals own = new Approvals(finance);
        ApprovalRequest asked = own.find(id).orElseThrow();
        assertThat(asked.kind()).isEqualTo("refund");
        assertThat(asked.proposal().effect().facts()).containsEntry("pence", "3000");
        assertThatThrownBy(() -> own.approve(id, asked.proposal().planHash(), "mine"))
                .hasMessage("request_is_own");

        work();
        await("the first part is booked", () -> shop.taken(sale) == 26);
        Approvals other = new Approvals(database.openAs(OperatorRole.ADMIN));
        other.approve(id, other.now(id).planHash(), "fine");
        await("all is booked", () -> shop.taken(sale) == 65);
        assertThat(shop.refunds.refundsOf(sale.paymentId())).hasSize(2);
        assertThat(database.sql().rows("SELECT created_by FROM stripe_refunds WHERE order_id = ?", sale.orderId()))
                .allMatch(row -> row.get("created_by").equals(finance.operator().login()));
    }

    @Test
    void supportAsksAndFinanceApproves() {
        Sale sale = shop.sold();
        RefundDesk support = new RefundDesk(database.openAs(OperatorRole.SUPPORT));
        NewOrderRefund refund = of(sale, 2500, 2500);
        long id = support.request(refund);
        Approvals approvals = new Approvals(finance);
        ApprovalRequest asked = approvals.find(id).orElseThrow();
        assertThat(asked.proposal().effect().wallet().orElseThrow().delta().count())
                .isEqualTo(-30);
        approvals.approve(id, asked.proposal().planHash(), "fine");
        work();
        sent(refund.operationKey());
        assertThat(shop.wallet(sale)).isEqualTo("0/0");
    }

    @Test
    void anApprovalOfWhatIsGoneIsRefused() {
        Sale sale = shop.sold();
        RefundDesk support = new RefundDesk(database.openAs(OperatorRole.SUPPORT));
        long id = support.request(of(sale, 2000, 2500));
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 1000));
        Approvals approvals = new Approvals(finance);
        String hash = approvals.find(id).orElseThrow().proposal().planHash();
        assertThatThrownBy(() -> approvals.approve(id, hash, "fine")).hasMessage("refund_too_large");
    }
}
