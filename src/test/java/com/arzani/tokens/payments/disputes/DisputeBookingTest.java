package com.arzani.tokens.payments.disputes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.disputes.DisputeShop.Paid;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R5 and R19: what a dispute holds, gives back, takes and leaves owed.
@PostgresTest
class DisputeBookingTest {
    private final TestDatabase database;
    private DisputeShop shop;

    DisputeBookingTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new DisputeShop(database);
    }

    @AfterEach
    void close() {
        shop.proven();
        shop.close();
    }

    private static void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Rejected.class).hasMessage(key);
    }

    @Test
    void theServiceReturnsNothingButADisputesHold() {
        Paid paid = shop.sold();
        shop.spend(paid, 10);
        long spend = entry(paid, "consumption");
        for (Long reversed : new Long[] {spend, entry(paid, "purchase"), null, 999_999_999L}) {
            assertThatThrownBy(() -> database.sql()
                            .execute(
                                    "SELECT post_tokens(?, ?, 'dispute', 10, 1, 'dispute_return', p_reverses => ?::bigint)",
                                    UUID.randomUUID().toString(),
                                    paid.sale().userId(),
                                    reversed))
                    .hasMessageContaining("return_without_hold");
            assertThat(database.sql()
                            .value(
                                    String.class,
                                    "SELECT refusal FROM post_batch(jsonb_build_array(jsonb_build_object('operation_key', ?::text,"
                                            + " 'user_id', ?::bigint, 'transaction_type', 'dispute', 'tokens', 10, 'direction', 1, 'reverses', ?::bigint)))",
                                    UUID.randomUUID().toString(),
                                    paid.sale().userId(),
                                    reversed))
                    .isEqualTo("return_without_hold");
        }
        assertThat(shop.wallet(paid)).isEqualTo("20/0");
    }

    private long entry(Paid paid, String type) {
        return database.sql()
                .number(
                        "SELECT id FROM token_transactions WHERE user_id = ? AND transaction_type = ?",
                        paid.sale().userId(),
                        type);
    }

    @Test
    void whatCannotBeBooked() {
        refused(() -> shop.booking.bring("dp_nobody"), "dispute_unknown");
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        assertThatThrownBy(
                        () -> new DisputeBooking(shop.inbox.jobs, shop.stripe, shop.inbox.stripe, true).bring(dispute))
                .hasMessage("dispute_live_differs");
        database.sql()
                .execute(
                        "UPDATE token_orders SET stripe_payment_intent_id = 'pi_other', stripe_checkout_session_id"
                                + " = 'cs_other' WHERE id = ?",
                        paid.sale().orderId());
        refused(() -> shop.booking.bring(dispute), "dispute_order_unknown");
        database.sql().execute("UPDATE simulator.objects SET state = state - 'metadata' WHERE id = ?", paid.payment());
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET parent = 'pi_none' WHERE id = ?",
                        paid.sale().sessionId());
        refused(() -> shop.booking.bring(dispute), "dispute_not_ours");
        assertThat(database.sql().number("SELECT count(*) FROM stripe_disputes WHERE id = ?", dispute))
                .isZero();
        assertThat(shop.wallet(paid)).isEqualTo("30/0");
        database.sql()
                .execute(
                        "UPDATE token_orders SET stripe_payment_intent_id = ?, stripe_checkout_session_id = ?"
                                + " WHERE id = ?",
                        paid.payment(),
                        paid.sale().sessionId(),
                        paid.sale().orderId());
    }

    @Test
    void r5_anInquiryMovesNothingUntilItBecomesADispute() {
        Paid paid = shop.sold();
        String inquiry = shop.simulator.inquiry(paid.payment(), "general", 2500);
        assertThat(shop.booking.bring(inquiry).phase()).isEqualTo(DisputePhase.INQUIRY);
        assertThat(shop.wallet(paid)).isEqualTo("30/0");
        shop.simulator.escalate(inquiry);
        shop.booking.bring(inquiry);
        assertThat(shop.state(inquiry)).isEqualTo("held 30/0/0");
        assertThat(shop.wallet(paid)).isEqualTo("0/0");
        String other = shop.simulator.inquiry(shop.sold().payment(), "general", 2500);
        shop.simulator.win(other);
        assertThat(shop.booking.bring(other).phase()).isEqualTo(DisputePhase.CLOSED);
        assertThat(shop.state(other)).isEqualTo("closed 0/0/0");
    }

    @Test
    void r5_whatIsHeldComesBackIntoItsLotsWhenTheDisputeIsWon() {
        Paid paid = shop.sold();
        shop.spend(paid, 7);
        List<String> before = shop.lots(paid);
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        BookedDispute held = shop.booking.bring(dispute);
        assertThat(held.entries()).hasSize(1);
        assertThat(shop.state(dispute)).isEqualTo("held 30/7/0");
        assertThat(shop.wallet(paid)).isEqualTo("0/7");
        shop.simulator.win(dispute);
        assertThat(shop.booking.bring(dispute).entries()).hasSize(2);
        assertThat(shop.state(dispute)).isEqualTo("won 0/0/30");
        assertThat(shop.wallet(paid)).isEqualTo("23/0");
        assertThat(shop.lots(paid)).isEqualTo(before);
        assertThat(shop.booking.bring(dispute).entries()).hasSize(2);
    }

    @Test
    void r19_aLostDisputeTakesForGoodAndLaterCreditsPayWhatIsOwed() {
        Paid paid = shop.sold();
        shop.spend(paid, 22);
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
        shop.simulator.lose(dispute);
        shop.booking.bring(dispute);
        assertThat(shop.state(dispute)).isEqualTo("lost 30/22/0");
        assertThat(shop.wallet(paid)).isEqualTo("0/22");
        database.sql()
                .execute(
                        "SELECT adjust_tokens(?, ?, 1, 25, 'goodwill', 'as a test')",
                        UUID.randomUUID().toString(),
                        paid.sale().userId());
        assertThat(shop.wallet(paid)).isEqualTo("3/0");
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM token_transactions WHERE transaction_type = 'dispute'"
                                        + " AND user_id = ?",
                                paid.sale().userId()))
                .isOne();
    }

    @Test
    void r19_whatWasOwedAndIsPaidMeanwhileComesBackToo() {
        Paid paid = shop.sold();
        shop.spend(paid, 20);
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
        database.sql()
                .execute(
                        "SELECT adjust_tokens(?, ?, 1, 12, 'goodwill', 'as a test')",
                        UUID.randomUUID().toString(),
                        paid.sale().userId());
        assertThat(shop.wallet(paid)).isEqualTo("0/8");
        shop.simulator.win(dispute);
        shop.booking.bring(dispute);
        assertThat(shop.wallet(paid)).isEqualTo("22/0");
    }

    @Test
    void aDisputeOfAPartHoldsItsShareRoundedDown() {
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "duplicate", 999); // 30 x 9.99 / 25 = 11.988
        shop.booking.bring(dispute);
        assertThat(shop.state(dispute)).isEqualTo("held 11/0/0");
        Paid more = shop.sold();
        String larger = shop.simulator.dispute(more.payment(), "fraudulent");
        database.sql()
                .execute("UPDATE simulator.objects SET state = state || '{\"amount\": 9900}' WHERE id = ?", larger);
        shop.booking.bring(larger);
        assertThat(shop.state(larger)).as("more than was paid is all").isEqualTo("held 30/0/0");
    }

    @Test
    void refundsAndDisputesTogetherNeverTakeMoreThanWasSold() {
        Paid before = shop.sold();
        shop.refund(before, 12);
        String second = shop.simulator.dispute(before.payment(), "fraudulent", 2500);
        shop.booking.bring(second);
        assertThat(shop.state(second)).isEqualTo("held 18/0/0");
        Paid during = shop.sold();
        String first = shop.simulator.dispute(during.payment(), "fraudulent", 2500);
        shop.booking.bring(first);
        shop.refund(during, 12);
        assertThat(shop.state(first))
                .as("as if the refund had been known first")
                .isEqualTo("held 18/0/0");
        assertThat(shop.wallet(during)).isEqualTo("0/0");
        assertThat(shop.lots(during)).isEqualTo(shop.lots(before));
        for (String dispute : List.of(first, second)) {
            shop.simulator.win(dispute);
            shop.booking.bring(dispute);
        }
        assertThat(shop.wallet(before)).isEqualTo("18/0");
        assertThat(shop.wallet(during)).isEqualTo("18/0");
    }

    @Test
    void twoDisputesOfOnePaymentShareWhatWasSold() {
        Paid paid = shop.sold();
        String first = shop.simulator.dispute(paid.payment(), "fraudulent", 2000);
        shop.booking.bring(first);
        shop.simulator.lose(first);
        shop.booking.bring(first);
        String second = shop.simulator.dispute(paid.payment(), "duplicate", 2500);
        shop.booking.bring(second);
        assertThat(shop.state(first)).isEqualTo("lost 24/0/0");
        assertThat(shop.state(second)).isEqualTo("held 6/0/0");
        assertThat(shop.wallet(paid)).isEqualTo("0/0");
    }

    @Test
    void f8_aDisputeBeforeTheCreditHoldsAsSoonAsThereAreTokens() {
        Paid paid = shop.paid();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
        assertThat(shop.state(dispute)).isEqualTo("held 0/0/0");
        shop.credit(paid);
        assertThat(shop.state(dispute)).isEqualTo("held 30/0/0");
        assertThat(shop.wallet(paid)).isEqualTo("0/0");
        shop.credit(paid);
        assertThat(shop.wallet(paid)).isEqualTo("0/0");
    }

    @Test
    void f27_anUnknownStatusOrAnotherCurrencyMovesNothing() {
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = state || '{\"status\": \"arbitration\"}' WHERE id = ?",
                        dispute);
        assertThat(shop.unjudged().bring(dispute).phase()).isEqualTo(DisputePhase.UNCLEAR);
        assertThat(shop.state(dispute)).as("what was held stays held").isEqualTo("unclear 30/0/0");
        Paid other = shop.sold();
        String foreign = shop.simulator.dispute(other.payment(), "fraudulent");
        database.sql()
                .execute(
                        "UPDATE simulator.objects SET state = state || '{\"currency\": \"eur\"}' WHERE id = ?",
                        foreign);
        assertThat(shop.booking.bring(foreign).phase()).isEqualTo(DisputePhase.UNCLEAR);
        assertThat(shop.wallet(other)).isEqualTo("30/0");
    }

    @Test
    void whoReadStripeEarlierReadsAgain() {
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        String early = DisputeJson.of(shop.stripe.dispute(dispute).orElseThrow());
        shop.booking.bring(dispute);
        shop.simulator.win(dispute);
        shop.booking.bring(dispute);
        for (long readings : new long[] {0, 1}) {
            assertThatThrownBy(() -> shop.inbox.jobs.call(session -> session.createNativeQuery(
                                    "SELECT id FROM book_dispute(CAST(:dispute AS jsonb), NULL, :readings)",
                                    String.class)
                            .setParameter("dispute", early)
                            .setParameter("readings", readings)
                            .getSingleResult()))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("dispute_moved");
        }
        assertThat(shop.state(dispute)).isEqualTo("won 0/0/30");
    }

    @Test
    void f6_bookedByManyAtOnceItIsHeldOnce() throws Exception {
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BookedDispute>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> shop.booking.bring(dispute)));
            }
            for (Future<BookedDispute> one : all) {
                assertThat(one.get().heldTokens()).isEqualTo(30);
            }
        }
        assertThat(shop.inbox.entries(paid.sale())).containsExactly("purchase 25", "bonus 5", "dispute 30");
    }

    @Test
    void whatWasPostedUnderTheSameKeysBeforeIsTakenOver() {
        Paid paid = shop.sold();
        String dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'dispute', 30, -1, 'dispute_hold', NULL, ?, ?)",
                        "stripe:" + dispute + ":hold",
                        paid.sale().userId(),
                        paid.sale().orderId(),
                        paid.payment());
        shop.booking.bring(dispute);
        assertThat(shop.state(dispute)).isEqualTo("held 30/0/0");
        assertThat(shop.inbox.entries(paid.sale())).hasSize(3);
    }
}
