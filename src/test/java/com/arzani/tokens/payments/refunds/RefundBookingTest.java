package com.arzani.tokens.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.inbox.Outcome;
import com.arzani.tokens.payments.refunds.RefundShop.Sale;
import com.arzani.tokens.payments.simulator.RefundCourse;
import com.arzani.tokens.problem.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R3, R4, R15, R19, F8 and rule 8, at the booking that events and reconciliation share.
@PostgresTest
class RefundBookingTest {
    private final TestDatabase database;
    private RefundShop shop;

    RefundBookingTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        shop = new RefundShop(database);
    }

    @AfterEach
    void stop() {
        shop.proven();
        shop.close();
    }

    @Test
    void aRefundOfAPaymentThatIsNoneOfOursIsRefusedAndBooksNothing() {
        assertThatThrownBy(() -> shop.booking.bring("re_unknown"))
                .isInstanceOf(Rejected.class)
                .hasMessage("refund_unknown");
        Sale sale = shop.paid(25, 5, 2500);
        database.sql().execute("DELETE FROM token_orders WHERE id = ?", sale.orderId());
        String refund = shop.simulator.refund(sale.paymentId(), 2500);
        assertThatThrownBy(() -> shop.booking.bring(refund)).hasMessage("refund_order_unknown");
        RefundBooking live = new RefundBooking(shop.jobs, shop.refunds, shop.stripe, true);
        assertThatThrownBy(() -> live.bring(refund)).hasMessage("refund_live_differs");
        assertThat(database.sql().number("SELECT count(*) FROM stripe_refunds WHERE user_id = ?", (int) sale.userId()))
                .isZero();
    }

    @Test
    void r6_aPaymentThatDiffersFromItsOrderIsForAPerson() {
        Sale sale = shop.paid(25, 5, 2500);
        database.sql().execute("UPDATE token_orders SET price_pence = 2400 WHERE id = ?", sale.orderId());
        String refund = shop.simulator.refund(sale.paymentId(), 100);
        assertThatThrownBy(() -> shop.booking.bring(refund)).hasMessage("order_amount_differs");
    }

    @Test
    void r3_aFullRefundTakesExactlyAllPaidAndBonusAlike() {
        Sale sale = shop.sold();
        String refund = shop.simulator.refund(sale.paymentId(), 2500);
        Outcome told = shop.tell("refund.created", refund);
        assertThat(told.end()).isEqualTo(Outcome.End.PROCESSED);
        assertThat(told.order()).hasValue(sale.orderId());
        assertThat(told.entries()).hasSize(1);
        assertThat(shop.entries(sale)).containsExactly("purchase 25", "bonus 5", "refund -30");
        assertThat(shop.wallet(sale)).isEqualTo("0/0");
        // Every further event of it is nothing new.
        shop.tell("refund.updated", refund);
        shop.tell("charge.refunded", shop.chargeOf(sale.paymentId()));
        assertThat(shop.entries(sale)).hasSize(3);
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT stripe_payment_intent_id FROM token_transactions WHERE order_id = ?"
                                        + " AND transaction_type = 'refund'",
                                sale.orderId()))
                .isEqualTo(sale.paymentId());
    }

    @Test
    void r4_rule8_refundsInPartTakeDifferencesAndTheLastOneTheRest() {
        Sale sale = shop.sold();
        List<Long> taken = new ArrayList<>();
        for (long pence : new long[] {99, 1, 1234, 666, 500}) {
            shop.booking.bring(shop.simulator.refund(sale.paymentId(), pence));
            taken.add(shop.taken(sale));
        }
        // floor(30 x 99 / 2500), of 100, of 1334, of 2000 and of 2500
        assertThat(taken).containsExactly(1L, 1L, 16L, 24L, 30L);
        assertThat(shop.standing(sale)).isZero();
    }

    @Test
    void r4_r19_whatIsSpentAlreadyIsOwed() {
        Sale sale = shop.sold();
        shop.spend(sale, 20);
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 1250));
        assertThat(shop.wallet(sale)).isEqualTo("0/5");
        assertThat(shop.refundsOf(sale)).containsExactly("succeeded 15/5/0");
    }

    @Test
    void r15_aFailedRefundGivesTheTokensBackAndPaysTheDebtFirst() {
        Sale sale = shop.sold();
        shop.spend(sale, 20);
        String refund = shop.simulator.refund(sale.paymentId(), 2500);
        shop.tell("refund.created", refund);
        assertThat(shop.wallet(sale)).isEqualTo("0/20");
        shop.simulator.failRefund(refund);
        shop.tell("refund.failed", refund);
        assertThat(shop.wallet(sale)).isEqualTo("10/0");
        assertThat(shop.refundsOf(sale)).containsExactly("failed 0/0/30");
        // The other two events of the same, and an older word of Stripe's that comes late.
        shop.tell("refund.updated", refund);
        shop.tell("charge.refund.updated", refund);
        assertThat(shop.entries(sale)).containsExactly("purchase 25", "bonus 5", "refund -30", "reversal 30");
        assertThat(database.sql().value(String.class, "SELECT failure_reason FROM stripe_refunds WHERE id = ?", refund))
                .isNotBlank();
    }

    @Test
    void r15_anOlderAnswerBookedLateChangesNothing() {
        Sale sale = shop.sold();
        shop.simulator.refundsGo(RefundCourse.PENDING);
        String refund = shop.simulator.refund(sale.paymentId(), 2500);
        shop.simulator.failRefund(refund);
        shop.booking.bring(refund);
        database.sql()
                .rows(
                        "SELECT * FROM book_refund(?, NULL, 2500, 'gbp', jsonb_build_array(jsonb_build_object('id', ?,"
                                + " 'amount_pence', 2500, 'currency', 'gbp', 'status', 'pending', 'made_at', now())))",
                        sale.paymentId(),
                        refund);
        assertThat(shop.refundsOf(sale)).containsExactly("failed 0/0/0");
        assertThat(shop.wallet(sale)).isEqualTo("30/0");
    }

    @Test
    void aPendingRefundTakesAtOnceAndSucceedsWithoutTakingMore() {
        Sale sale = shop.sold();
        shop.simulator.refundsGo(RefundCourse.PENDING);
        String refund = shop.simulator.refund(sale.paymentId(), 1250);
        shop.tell("refund.created", refund);
        assertThat(shop.refundsOf(sale)).containsExactly("pending 15/0/0");
        shop.simulator.succeedRefund(refund);
        shop.tell("refund.updated", refund);
        assertThat(shop.refundsOf(sale)).containsExactly("succeeded 15/0/0");
        assertThat(shop.wallet(sale)).isEqualTo("15/0");
    }

    @Test
    void f8_aRefundBeforeTheCreditIsTakenWithTheCredit() {
        Sale whole = shop.paid(25, 5, 2500);
        shop.tell("refund.created", shop.simulator.refund(whole.paymentId(), 2500));
        assertThat(shop.entries(whole)).isEmpty();
        shop.credit(whole);
        assertThat(shop.entries(whole)).containsExactly("purchase 25", "bonus 5", "refund -30");
        assertThat(shop.wallet(whole)).isEqualTo("0/0");

        Sale part = shop.paid(25, 5, 2500);
        shop.tell("charge.refunded", chargeWith(part, 1000));
        shop.credit(part);
        shop.credit(part);
        assertThat(shop.entries(part)).containsExactly("purchase 25", "bonus 5", "refund -12");
    }

    private String chargeWith(Sale sale, long pence) {
        shop.simulator.refund(sale.paymentId(), pence);
        return shop.chargeOf(sale.paymentId());
    }

    @Test
    void t8_h11_metadataOfAnotherOrderTakesNothingFromIt() {
        Sale victim = shop.sold();
        Sale other = shop.paid(25, 5, 2500);
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = jsonb_set(state, '{metadata,order_id}', to_jsonb(?::text))"
                                + " WHERE id = ?",
                        Long.toString(victim.orderId()),
                        other.paymentId());
        shop.booking.bring(shop.simulator.refund(other.paymentId(), 2500));
        assertThat(shop.wallet(victim)).isEqualTo("30/0");
        shop.booking.bring(shop.simulator.refund(victim.paymentId(), 1250));
        assertThat(shop.wallet(victim)).isEqualTo("15/0");
    }

    @Test
    void anEntryThatWasPostedBeforeThereWasARowIsItsEntry() {
        Sale sale = shop.sold();
        String first = shop.simulator.refund(sale.paymentId(), 1250);
        database.sql()
                .rows(
                        "SELECT * FROM post_tokens(?, ?, 'refund', 15, -1, 'stripe_refund', NULL, ?, ?)",
                        "stripe:" + first,
                        sale.userId(),
                        sale.orderId(),
                        sale.paymentId());
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 1250));
        assertThat(shop.refundsOf(sale)).containsExactlyInAnyOrder("succeeded 15/0/0", "succeeded 15/0/0");
        shop.simulator.failRefund(first);
        shop.booking.bring(first);
        assertThat(shop.wallet(sale)).isEqualTo("15/0");
    }

    @Test
    void whatAPersonTookBackOfTheSaleIsNotTakenAgain() {
        Sale sale = shop.sold();
        long purchase = database.sql()
                .number(
                        "SELECT id FROM token_transactions WHERE order_id = ? AND transaction_type = 'purchase'",
                        sale.orderId());
        database.sql()
                .rows("SELECT ledger_reverse(?, ?, NULL, 'correction', 'a slip', NULL)", RefundShop.key(), purchase);
        shop.booking.bring(shop.simulator.refund(sale.paymentId(), 2500));
        assertThat(shop.wallet(sale)).isEqualTo("0/0");
        assertThat(shop.standing(sale)).isZero();
    }

    @Test
    void oneRefundBookedByTwentyAtOnceIsBookedOnce() throws Exception {
        Sale sale = shop.sold();
        String refund = shop.simulator.refund(sale.paymentId(), 2000);
        List<Future<BookedRefund>> booked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 20; number++) {
                booked.add(threads.submit(() -> shop.booking.bring(refund)));
            }
        }
        for (Future<BookedRefund> one : booked) {
            assertThat(one.get().tokensTaken()).isEqualTo(24);
        }
        assertThat(shop.entries(sale)).containsExactly("purchase 25", "bonus 5", "refund -24");
    }

    @Test
    void f27_aStatusWeHaveNeverHeardCountsAsStripeCountsIt() {
        Sale sale = shop.sold();
        String refund = shop.simulator.refund(sale.paymentId(), 1250);
        database.sql()
                .rows(
                        "SELECT * FROM book_refund(?, NULL, 2500, 'gbp', jsonb_build_array(jsonb_build_object('id', ?,"
                                + " 'amount_pence', 1250, 'currency', 'gbp', 'status', 'thinking_about_it', 'made_at', now())))",
                        sale.paymentId(),
                        refund);
        assertThat(shop.refundsOf(sale)).containsExactly("thinking_about_it 15/0/0");
        shop.booking.bring(refund);
        assertThat(shop.refundsOf(sale)).containsExactly("succeeded 15/0/0");
    }
}
