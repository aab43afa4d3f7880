package com.arzani.tokens.payments.risk;

import static com.arzani.tokens.payments.risk.RiskShop.PROFESSIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ruling 14: what a review holds, beside refunds and disputes of the same purchase, in every order of events.
@PostgresTest
class RiskHoldTest {
    private final RiskShop shop;

    RiskHoldTest(TestDatabase database) {
        shop = new RiskShop(database);
    }

    @AfterEach
    void proven() {
        shop.proven();
    }

    private long bought() {
        return shop.buy(shop.hasty(), PROFESSIONAL);
    }

    private long held() {
        long order = bought();
        shop.pay(order);
        return order;
    }

    private String wallet(long order) {
        return shop.wallet(shop.sql().number("SELECT user_id FROM token_orders WHERE id = ?", order));
    }

    private long entries(long order) {
        return shop.sql().number("SELECT count(*) FROM token_transactions WHERE order_id = ?", order);
    }

    @Test
    void neitherTheServiceNorAReversalGivesBackWhatAReviewHolds() {
        long order = held();
        long user = shop.sql().number("SELECT user_id FROM token_orders WHERE id = ?", order);
        long hold = shop.sql().number("SELECT hold_entry_id FROM risk_reviews WHERE order_id = ?", order);
        assertThatThrownBy(() -> shop.service()
                        .rows(
                                "SELECT * FROM post_tokens(?, ?, 'dispute', 30, 1, 'risk_release', p_reverses => ?::bigint)",
                                RiskShop.key(),
                                user,
                                hold))
                .hasMessageContaining("return_without_hold");
        assertThatThrownBy(() -> shop.finance()
                        .rows("SELECT * FROM reverse_entry(?, ?, NULL, 'correction', 'note')", RiskShop.key(), hold))
                .hasMessageContaining("type_not_reversible");
        assertThatThrownBy(() ->
                        shop.service().rows("SELECT * FROM post_tokens(?, ?, 'consumption', 1)", RiskShop.key(), user))
                .hasMessageContaining("insufficient_tokens");
        assertThat(shop.review(order)).isEqualTo("open 30");
    }

    @Test
    void aPurchaseCreditedManyTimesAtOnceIsHeldOnce() throws Exception {
        long order = bought();
        shop.attach(order);
        List<Callable<Void>> many = new ArrayList<>();
        for (int credit = 0; credit < 12; credit++) {
            many.add(() -> {
                shop.credit(order);
                return null;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            for (Future<Void> done : pool.invokeAll(many)) {
                done.get();
            }
        }
        assertThat(shop.moves(order)).isEqualTo("-30");
        assertThat(wallet(order)).isEqualTo("0/0");
    }

    @Test
    void otherTokensOfTheCustomerStayFree() {
        long user = shop.hasty();
        shop.support().rows("SELECT * FROM adjust_tokens(?, ?, 1, 7, 'goodwill', 'note')", RiskShop.key(), user);
        long order = shop.buy(user, PROFESSIONAL);
        shop.pay(order);
        assertThat(wallet(order)).isEqualTo("7/0");
        shop.service().rows("SELECT * FROM post_tokens(?, ?, 'consumption', 7)", RiskShop.key(), user);
        shop.release(shop.finance(), order);
        assertThat(wallet(order)).isEqualTo("30/0");
    }

    @Test
    void aPurchaseThatPaidADebtHoldsThatTooAndPaysItAgainWhenReleased() {
        long user = shop.hasty();
        shop.support().rows("SELECT * FROM adjust_tokens(?, ?, 1, 8, 'goodwill', 'note')", RiskShop.key(), user);
        long older = shop.buy(user, RiskShop.STARTER);
        shop.sql().execute("SELECT post_tokens(?, ?, 'refund', 20, -1, 'stripe_refund')", RiskShop.key(), user);
        assertThat(shop.wallet(user)).isEqualTo("0/12");
        shop.pay(older);
        assertThat(shop.review(older)).isEqualTo("open 10");
        assertThat(shop.wallet(user)).isEqualTo("0/12");
        shop.release(shop.finance(), older);
        assertThat(shop.wallet(user)).isEqualTo("0/2");
    }

    @Test
    void aDisputeComesBeforeTheReview() {
        long order = held();
        shop.dispute(order, "needs_response", 1250);
        assertThat(shop.review(order)).isEqualTo("open 15");
        assertThat(shop.moves(order)).isEqualTo("-30 30 -15");
        assertThat(wallet(order)).isEqualTo("0/0");
        shop.dispute(order, "won", 1250);
        assertThat(shop.review(order)).isEqualTo("open 30");
        long entries = entries(order);
        shop.dispute(order, "won", 1250);
        assertThat(entries(order)).as("told again").isEqualTo(entries);
        shop.dispute(order, "lost", 2500);
        assertThat(shop.review(order)).isEqualTo("open 0");
        shop.release(shop.finance(), order);
        assertThat(wallet(order)).isEqualTo("0/0");
    }

    @Test
    void aReleaseDuringADisputeGivesOnlyTheRest() {
        long order = held();
        shop.dispute(order, "needs_response", 1250);
        shop.release(shop.admin(), order);
        assertThat(wallet(order)).isEqualTo("15/0");
        shop.dispute(order, "won", 1250);
        assertThat(wallet(order)).isEqualTo("30/0");
    }

    @Test
    void aRefundTakesTheHeldTokensAndLeavesNothingOwed() {
        long order = held();
        shop.refund(order, "pending", 2500);
        assertThat(shop.review(order)).isEqualTo("refunded 0");
        assertThat(wallet(order)).isEqualTo("0/0");
        assertThatThrownBy(() -> shop.release(shop.finance(), order)).hasMessageContaining("risk_review_not_open");
        shop.refund(order, "failed", 2500);
        assertThat(shop.review(order)).as("the money came back").isEqualTo("open 30");
        assertThat(wallet(order)).isEqualTo("0/0");
    }

    @Test
    void aPartialRefundLeavesTheRestHeld() {
        long order = held();
        shop.refund(order, "succeeded", 1000);
        assertThat(shop.review(order)).isEqualTo("open 18");
        assertThat(wallet(order)).isEqualTo("0/0");
        shop.dispute(order, "needs_response", 2500);
        assertThat(shop.review(order)).isEqualTo("open 0");
        shop.dispute(order, "won", 2500);
        shop.release(shop.finance(), order);
        assertThat(wallet(order)).isEqualTo("18/0");
    }

    @Test
    void f8ARefundAndADisputeKnownBeforeTheCreditEndAlike() {
        long refunded = bought();
        shop.attach(refunded);
        shop.refund(refunded, "succeeded", 2500);
        shop.credit(refunded);
        assertThat(shop.review(refunded)).isEqualTo("refunded 0");
        assertThat(wallet(refunded)).isEqualTo("0/0");

        long partly = bought();
        shop.attach(partly);
        shop.refund(partly, "succeeded", 1000);
        shop.credit(partly);
        assertThat(shop.review(partly)).isEqualTo("open 18");
        assertThat(wallet(partly)).isEqualTo("0/0");
    }

    /// Credit, refund, dispute and a decision at the same moment: whatever comes first, it ends alike.
    @Test
    void everythingAtOnceEndsAsOneAfterTheOtherWould() throws Exception {
        for (int round = 0; round < 5; round++) {
            long order = bought();
            shop.attach(order);
            List<Callable<Void>> all = new ArrayList<>();
            all.add(() -> told(() -> shop.credit(order)));
            all.add(() -> told(() -> shop.credit(order)));
            all.add(() -> told(() -> shop.refund(order, "pending", 1000)));
            all.add(() -> told(() -> shop.refund(order, "succeeded", 1000)));
            all.add(() -> told(() -> shop.dispute(order, "needs_response", 1250)));
            all.add(() -> told(() -> shop.release(shop.finance(), order)));
            all.add(() -> told(() -> shop.release(shop.admin(), order)));
            try (ExecutorService pool = Executors.newFixedThreadPool(all.size())) {
                for (Future<Void> done : pool.invokeAll(all)) {
                    done.get();
                }
            }
            shop.refund(order, "succeeded", 1000);
            shop.dispute(order, "needs_response", 1250);
            // 30 sold, 12 refunded, 15 disputed: a review that is still open holds the other 3.
            String review = shop.review(order);
            assertThat(review).isIn("open 3", "released 0");
            assertThat(wallet(order)).isEqualTo(review.equals("open 3") ? "0/0" : "3/0");
            shop.dispute(order, "won", 1250);
            if (review.equals("open 3")) {
                assertThat(shop.review(order)).isEqualTo("open 18");
                shop.release(shop.finance(), order);
            }
            assertThat(wallet(order)).isEqualTo("18/0");
        }
    }

    /// What came too early or too late is refused by a sentence of ours, never by a deadlock.
    private static Void told(Runnable work) {
        try {
            work.run();
        } catch (Sql.SqlFailure refused) {
            assertThat(refused.state()).as(refused.getMessage()).isIn("TKREJ", "TKCON");
        }
        return null;
    }
}
