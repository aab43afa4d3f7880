package com.arzani.tokens.payments.risk;

import static com.arzani.tokens.payments.risk.RiskShop.PROFESSIONAL;
import static com.arzani.tokens.payments.risk.RiskShop.STARTER;
import static com.arzani.tokens.payments.risk.RiskShop.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// T15: under 30 a purchase passes, from 30 it is credited and held for review, from 50 it is refused before its
/// checkout;
/// and what people decide about it.
@PostgresTest
class RiskDecisionTest {
    private final RiskShop shop;

    RiskDecisionTest(TestDatabase database) {
        shop = new RiskShop(database);
    }

    @AfterEach
    void proven() {
        shop.proven();
    }

    private static void refuses(Runnable work, String key) {
        assertThatThrownBy(work::run).hasMessageContaining(key);
    }

    private long held() {
        long order = shop.buy(shop.hasty(), PROFESSIONAL);
        shop.pay(order);
        return order;
    }

    private long userOf(long order) {
        return shop.sql().number("SELECT user_id FROM token_orders WHERE id = ?", order);
    }

    @Test
    void t15FiftyAndMoreIsRefusedBeforeACheckoutAndKeepsWhy() {
        String key = key();
        long user = shop.hastyAndUnpaid();
        long order = shop.buy(key, user, STARTER);
        assertThat(shop.status(order)).isEqualTo("refused");
        assertThat(shop.score(order)).isEqualTo(50);
        assertThat(shop.decision(order)).isEqualTo("refuse");
        assertThat(shop.review(order)).isEqualTo("refused 0");
        assertThat(shop.buy(key, user, STARTER)).as("the same key").isEqualTo(order);
        assertThat(shop.sql().number("SELECT count(*) FROM risk_assessments WHERE user_id = ?", (int) user))
                .isOne();
        refuses(() -> shop.release(shop.finance(), order), "risk_review_not_open");
    }

    @Test
    void t15UnderThirtyPassesAndLeavesItsAssessment() {
        long order = shop.buy(shop.customer(0), RiskShop.ENTERPRISE);
        shop.pay(order);
        assertThat(shop.score(order)).isEqualTo(20);
        assertThat(shop.decision(order)).isEqualTo("pass");
        assertThat(shop.sql().number("SELECT count(*) FROM risk_reviews WHERE order_id = ?", order))
                .isZero();
        assertThat(shop.wallet(userOf(order))).isEqualTo("65/0");
    }

    @Test
    void t15FromThirtyItIsCreditedAndHeld() {
        long order = shop.buy(shop.hasty(), PROFESSIONAL);
        assertThat(shop.status(order)).isEqualTo("created");
        assertThat(shop.review(order)).isEqualTo("waiting 0");
        shop.pay(order);
        shop.credit(order);
        assertThat(shop.review(order)).isEqualTo("open 30");
        assertThat(shop.moves(order)).isEqualTo("-30");
        assertThat(shop.wallet(userOf(order))).isEqualTo("0/0");
    }

    @Test
    void t15TheThresholdsAreSettings() {
        shop.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) VALUES ('RISK_REVIEW_FROM', 2, '20'), ('RISK_REFUSE_FROM', 2, '30')");
        try {
            assertThat(shop.decision(shop.buy(shop.hasty(), STARTER))).isEqualTo("refuse");
            assertThat(shop.decision(shop.buy(shop.customer(0), RiskShop.ENTERPRISE)))
                    .isEqualTo("review");
            assertThat(shop.decision(shop.buy(shop.customer(), STARTER))).isEqualTo("pass");
        } finally {
            shop.sql()
                    .execute(
                            "INSERT INTO settings (name, version, value) VALUES ('RISK_REVIEW_FROM', 3, '30'), ('RISK_REFUSE_FROM', 3, '50')");
        }
    }

    @Test
    void onlyTheServiceMakesPurchasesAndOnlyFinanceOrAdministratorsDecide() {
        long order = held();
        refuses(() -> shop.support().rows("SELECT * FROM create_purchase(?, 1, 1)", key()), "permission denied");
        refuses(() -> shop.release(shop.support(), order), "permission denied");
        refuses(() -> shop.release(shop.service(), order), "permission denied");
        refuses(() -> shop.support().rows("SELECT * FROM block_user(?, 1, 'r')", key()), "permission denied");
        refuses(
                () -> shop.service().rows("SELECT * FROM comment_risk_review(?, ?, 'r')", key(), order),
                "permission denied");
        for (String table : List.of("fraud_rules", "risk_assessments", "risk_reviews", "risk_notes", "user_blocks")) {
            refuses(() -> shop.admin().execute("DELETE FROM " + table), "permission denied");
            assertThat(shop.support().rows("SELECT * FROM " + table + " LIMIT 1"))
                    .hasSizeLessThan(2);
        }
    }

    @Test
    void whatADecisionNeeds() {
        long order = held();
        refuses(
                () -> shop.finance().rows("SELECT * FROM release_risk_review(?, 0, 0, 'r')", key()),
                "risk_review_unknown");
        refuses(
                () -> shop.finance().rows("SELECT * FROM release_risk_review(?, ?, 0, 'r')", key(), order),
                "risk_review_moved");
        refuses(
                () -> shop.finance()
                        .rows("SELECT * FROM release_risk_review(?, ?, ?, ' ')", key(), order, shop.version(order)),
                "reason_missing");
        refuses(
                () -> shop.finance()
                        .rows("SELECT * FROM release_risk_review('', ?, ?, 'r')", order, shop.version(order)),
                "operation_key_malformed");
        assertThat(shop.review(order)).isEqualTo("open 30");
    }

    @Test
    void aReleaseGivesTheTokensBackOnceUnderItsKey() {
        long order = held();
        String key = key();
        long version = shop.version(order);
        for (int attempt = 0; attempt < 3; attempt++) {
            shop.finance().rows("SELECT * FROM release_risk_review(?, ?, ?, 'Known')", key, order, version);
        }
        assertThat(shop.review(order)).isEqualTo("released 0");
        assertThat(shop.moves(order)).isEqualTo("-30 30");
        assertThat(shop.wallet(userOf(order))).isEqualTo("30/0");
        assertThat(shop.sql()
                        .rows(
                                "SELECT kind || remaining AS lot FROM token_lots WHERE order_id = ? ORDER BY entry_id",
                                order))
                .extracting(row -> row.get("lot"))
                .as("back in the very lots")
                .containsExactly("paid25", "bonus5");
        refuses(() -> shop.release(shop.admin(), order), "risk_review_decided");
        refuses(
                () -> shop.admin().rows("SELECT * FROM release_risk_review(?, ?, ?, 'Known')", key, order, version),
                "key_used");
        assertThat(shop.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE action = 'release_risk_review' AND subject_id = ?",
                                String.valueOf(order)))
                .isOne();
    }

    @Test
    void f5OfTwoPeopleAtOnceOneWinsAndTheOtherIsTold() throws Exception {
        long order = held();
        long version = shop.version(order);
        List<Callable<Object>> both = new ArrayList<>();
        for (Sql who : List.of(shop.finance(), shop.admin())) {
            both.add(() -> {
                try {
                    return who.rows("SELECT * FROM release_risk_review(?, ?, ?, 'Known')", key(), order, version);
                } catch (Sql.SqlFailure told) {
                    return told.getMessage();
                }
            });
        }
        List<Object> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (Future<Object> answer : pool.invokeAll(both)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers)
                .filteredOn(String.class::isInstance)
                .singleElement()
                .asString()
                .contains("risk_review_decided");
        assertThat(shop.moves(order)).isEqualTo("-30 30");
    }

    @Test
    void fourPurchasesAtOnceSeeEachOther() throws Exception {
        long user = shop.customer();
        List<Callable<Long>> many = new ArrayList<>();
        for (int purchase = 0; purchase < 6; purchase++) {
            many.add(() -> shop.buy(user, STARTER));
        }
        List<Long> scores = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            for (Future<Long> order : pool.invokeAll(many)) {
                scores.add(shop.score(order.get()));
            }
        }
        assertThat(scores).containsExactlyInAnyOrder(0L, 0L, 0L, 0L, 30L, 30L);
    }

    @Test
    void supportCommentsOnceUnderItsKey() {
        long order = held();
        String key = key();
        shop.support().rows("SELECT * FROM comment_risk_review(?, ?, 'They called')", key, order);
        shop.support().rows("SELECT * FROM comment_risk_review(?, ?, 'They called')", key, order);
        assertThat(shop.sql().rows("SELECT note FROM risk_notes WHERE order_id = ?", order))
                .hasSize(1);
        refuses(
                () -> shop.support().rows("SELECT * FROM comment_risk_review(?, ?, ' ')", key(), order),
                "reason_missing");
    }

    @Test
    void aBlockedCustomerNeitherBuysNorSpends() {
        long user = shop.customer();
        shop.pay(shop.buy(user, STARTER));
        String earlier = key();
        shop.buy(earlier, user, STARTER);
        long listing = shop.sql()
                .number("INSERT INTO businesses (user_id, business_name) VALUES (?, 'Own') RETURNING id", (int) user);
        long other = shop.sql()
                .number("INSERT INTO businesses (user_id, business_name) VALUES (?, 'Other') RETURNING id", (int)
                        shop.customer());
        String contact =
                "SELECT contact_seller(?, ?, ?, jsonb_build_object('firstName', 'A', 'lastName', 'B', 'email', 'a@example.com',"
                        + " 'message', 'Hi'))";
        String answered = key();
        shop.service().rows(contact, user, other, answered);

        String key = key();
        shop.finance().rows("SELECT * FROM block_user(?, ?, 'Stolen card')", key, user);
        shop.finance().rows("SELECT * FROM block_user(?, ?, 'Stolen card')", key, user);
        refuses(() -> shop.admin().rows("SELECT * FROM block_user(?, ?, 'Also')", key(), user), "user_blocked_already");
        refuses(() -> shop.buy(user, STARTER), "user_blocked");
        refuses(() -> shop.service().rows(contact, user, other, key()), "user_blocked");
        refuses(() -> shop.service().rows("SELECT boost_listing(?, ?, ?, 1, 7)", user, listing, key()), "user_blocked");
        refuses(() -> shop.service().rows("SELECT unlock_analytics(?, ?, ?)", user, listing, key()), "user_blocked");
        assertThat(shop.service().rows(contact, user, other, answered))
                .as("what was answered")
                .hasSize(1);
        assertThat(shop.buy(earlier, user, STARTER)).as("what was begun").isPositive();
        assertThat(shop.support().rows("SELECT reason FROM user_blocks WHERE user_id = ?", (int) user))
                .singleElement()
                .extracting(row -> row.get("reason"))
                .isEqualTo("Stolen card");

        refuses(() -> shop.finance().rows("SELECT * FROM unblock_user(?, ?, '')", key(), user), "reason_missing");
        String end = key();
        shop.admin().rows("SELECT * FROM unblock_user(?, ?, 'Their own card')", end, user);
        shop.admin().rows("SELECT * FROM unblock_user(?, ?, 'Their own card')", end, user);
        refuses(
                () -> shop.finance().rows("SELECT * FROM unblock_user(?, ?, 'Again')", key(), user),
                "user_not_blocked");
        shop.buy(user, STARTER);
        shop.finance().rows("SELECT * FROM block_user(?, ?, 'Again')", key(), user);
    }

    @Test
    void whatSupportAsksForIsJudgedAndHeldButNeverRefused() {
        String ask = "SELECT id FROM request_checkout(?, ?, 1, (SELECT version FROM token_packages WHERE id = 1))";
        long user = shop.hastyAndUnpaid();
        String key = key();
        long order = shop.support().number(ask, key, user);
        assertThat(shop.support().number(ask, key, user)).isEqualTo(order);
        assertThat(shop.status(order)).isEqualTo("created");
        assertThat(shop.score(order)).isEqualTo(50);
        assertThat(shop.review(order)).isEqualTo("waiting 0");
        shop.pay(order);
        assertThat(shop.review(order)).isEqualTo("open 10");
        shop.finance().rows("SELECT * FROM block_user(?, ?, 'Stolen card')", key(), user);
        refuses(() -> shop.support().rows(ask, key(), user), "customer_blocked");
    }

    @Test
    void aCustomerInNumbers() {
        long order = held();
        Map<String, Object> numbers = shop.numbers(shop.support(), userOf(order));
        assertThat(numbers)
                .containsEntry("purchases", 5L)
                .containsEntry("paid_pence", 6500L)
                .containsEntry("balance", 0L);
        refuses(() -> shop.numbers(shop.service(), 1), "permission denied");
    }

    private Map<String, Object> refund(long order) {
        return shop.finance()
                .rows("SELECT * FROM refund_risk_review(?, ?, ?, 'Stolen card')", key(), order, shop.version(order))
                .getFirst();
    }

    @Test
    void aRefundWithinTheOwnLimitIsAskedOfStripeOnceAndTakesTheHeldTokens() {
        long order = held();
        refuses(
                () -> shop.admin().rows("SELECT * FROM refund_risk_review(?, ?, 0, 'r')", key(), order),
                "permission denied");
        String key = key();
        long version = shop.version(order);
        for (int attempt = 0; attempt < 2; attempt++) {
            shop.finance().rows("SELECT * FROM refund_risk_review(?, ?, ?, 'Stolen card')", key, order, version);
        }
        assertThat(shop.sql()
                        .rows(
                                "SELECT payload ->> 'pence' AS pence FROM stripe_outbox WHERE kind = 'refund' AND subject_id = ?",
                                String.valueOf(order)))
                .singleElement()
                .extracting(row -> row.get("pence"))
                .isEqualTo("2500");
        assertThat(shop.review(order)).isEqualTo("refunding 30");
        refuses(() -> shop.release(shop.admin(), order), "risk_review_decided");
        shop.refund(order, "succeeded", 2500);
        assertThat(shop.review(order)).isEqualTo("refunded 0");
        assertThat(shop.wallet(userOf(order))).isEqualTo("0/0");
    }

    @Test
    void aRefundOfARefusedRequestLeavesTheReviewToBeDecidedAgain() {
        long order = held();
        refund(order);
        shop.sql()
                .execute(
                        "UPDATE stripe_outbox SET status = 'refused' WHERE subject_id = ? AND kind = 'refund'",
                        String.valueOf(order));
        shop.release(shop.admin(), order);
        assertThat(shop.wallet(userOf(order))).isEqualTo("30/0");
    }

    @Test
    void aRefundBeyondTheOwnLimitWaitsForASecondPerson() {
        long order = held();
        long other = held();
        shop.sql().execute("INSERT INTO settings (name, version, value) VALUES ('REFUND_ALONE_PENCE', 2, '2499')");
        Map<String, Object> review;
        Object key;
        try {
            review = refund(order);
            key = refund(other).get("refund_key");
        } finally {
            shop.sql().execute("INSERT INTO settings (name, version, value) VALUES ('REFUND_ALONE_PENCE', 3, '2500')");
        }
        assertThat(shop.review(order)).isEqualTo("refunding 30");
        assertThat(shop.sql()
                        .number(
                                "SELECT count(*) FROM stripe_outbox WHERE kind = 'refund' AND subject_id = ?",
                                String.valueOf(order)))
                .isZero();
        Map<String, Object> request = shop.admin()
                .rows("SELECT * FROM approval_requests WHERE operation_key = ?", review.get("refund_key"))
                .getFirst();
        shop.admin().rows("SELECT * FROM approve_request(?, ?, 'Yes')", request.get("id"), request.get("plan_hash"));
        assertThat(shop.sql()
                        .number(
                                "SELECT count(*) FROM stripe_outbox WHERE kind = 'refund' AND subject_id = ?",
                                String.valueOf(order)))
                .isOne();

        long id = shop.sql().number("SELECT id FROM approval_requests WHERE operation_key = ?", key);
        shop.admin().rows("SELECT * FROM reject_request(?, 'Known customer')", id);
        shop.release(shop.admin(), other);
        assertThat(shop.review(other)).isEqualTo("released 0");
    }

    @Test
    void theDeskShowsAReviewWithItsEvidenceAndWhoDecided() {
        RiskDesk desk = new RiskDesk(shop.as(OperatorRole.FINANCE));
        long first = held();
        long order = held();
        RiskCase shown = desk.find(order).orElseThrow();
        assertThat(shown.review().standing().undecided()).isTrue();
        assertThat(shown.judged().findings())
                .hasSize(6)
                .filteredOn(RiskFinding::fired)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("purchase_velocity");
                    assertThat(finding.evidence()).hasSize(4);
                });
        assertThat(shown.numbers().purchases().paid()).isEqualTo(5);
        assertThat(desk.page(RiskFilter.OPEN, "", Optional.empty(), 1000))
                .extracting(RiskReview::orderId)
                .containsSubsequence(first, order);
        assertThat(desk.page(RiskFilter.ALL, String.valueOf(order), Optional.empty(), 9))
                .hasSize(1);
        String key = key();
        assertThat(desk.isDone(key)).isFalse();
        desk.comment(key, order, "Their bank called");
        desk.release(key(), order, shown.review().version(), "Known customer");
        assertThat(desk.isDone(key)).isTrue();
        RiskCase decided = desk.find(order).orElseThrow();
        assertThat(decided.review().standing().decided()).isPresent();
        assertThat(decided.notes()).extracting(RiskCase.Note::kind).containsExactly("comment", "release");
        assertThat(desk.find(0)).isEmpty();
        assertThat(desk.counts().open()).isPositive();
    }
}
