package com.arzani.tokens.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The default size, loaded as a first start does.
@PostgresTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemonstrationDataTest {
    private final TestDatabase database;
    private final DemonstrationData data;
    private final Sql sql;

    DemonstrationDataTest(TestDatabase database) {
        this.database = database;
        this.data = new DemonstrationData(database.superuser());
        this.sql = database.sql();
    }

    @Test
    @Order(1)
    void sizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new DemonstrationSize(1, 100, 1))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.key()).isEqualTo("demonstration_size_wrong"));
        assertThatThrownBy(() -> new DemonstrationSize(100, -1, 1)).isInstanceOf(Rejected.class);
    }

    @Test
    @Order(2)
    void whatIsInterruptedLeavesTheDatabaseEmptyAndItsGuardsInPlace() {
        String before = structure();
        assertThatThrownBy(() -> data.load(DemonstrationSize.usual(), progress -> {
                    if (progress.done() > 0) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(data.wanted()).isTrue();
        assertThat(data.loaded()).isEmpty();
        assertThat(structure()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void theUsualSizeLoadsWithProgressAndPassesTheProof() {
        String before = structure();
        List<DemonstrationProgress> seen = new ArrayList<>();
        long entries = data.load(DemonstrationSize.usual(), seen::add);

        assertThat(entries).isBetween(60_000L, 61_000L);
        assertThat(data.wanted()).isFalse();
        assertThat(data.loaded()).hasValueSatisfying(text -> assertThat(text).contains("seed"));
        assertThat(structure()).isEqualTo(before);
        assertThat(seen).hasSizeGreaterThan(10).isSortedAccordingTo((a, b) -> Long.compare(a.done(), b.done()));
        ProofReport report = new LedgerProof(
                        database.openAs(OperatorRole.ADMIN, Ledger.ENTITIES.toArray(new Class<?>[0])))
                .run(done -> {});
        assertThat(report.differences()).isEmpty();
        assertThat(report.counts().entries()).isEqualTo(entries);
    }

    @Test
    @Order(4)
    void aDatabaseWithDataIsRefused() {
        assertThatThrownBy(() -> data.load(DemonstrationSize.usual(), progress -> {}))
                .isInstanceOfSatisfying(
                        Conflict.class, refused -> assertThat(refused.key()).isEqualTo("demonstration_not_empty"));
    }

    @Test
    @Order(5)
    void everythingAPersonMayLookForIsThere() {
        assertThat(sql.number("SELECT count(*) FROM users")).isGreaterThanOrEqualTo(2_000);
        assertThat(sql.number("SELECT count(*) FROM businesses")).isGreaterThanOrEqualTo(1_500);
        assertThat(sql.number("SELECT count(DISTINCT date_trunc('month', created_at)) FROM token_transactions"))
                .isGreaterThanOrEqualTo(24);
        assertThat(sql.number("SELECT count(DISTINCT (transaction_type, direction)) FROM token_transactions"))
                .isEqualTo(11);
        assertThat(sql.number("SELECT count(*) FROM user_tokens WHERE tokens_owed > 0"))
                .isPositive();
        assertThat(
                        sql.number(
                                "SELECT count(*) FROM token_lots WHERE is_open AND expires_at < ledger_now() + interval '7 days'"))
                .isPositive();
        assertThat(sql.number("SELECT count(DISTINCT boost_level) FROM businesses WHERE is_boosted"))
                .isEqualTo(3);
        assertThat(sql.number("SELECT count(*) FROM businesses WHERE boosted_until > ledger_now() + interval '7 days'"))
                .isPositive();
        assertThat(sql.number("SELECT count(*) FROM businesses WHERE boosted_until < ledger_now()"))
                .isPositive();
        assertThat(sql.number("SELECT count(DISTINCT price_pence) FROM token_orders"))
                .isGreaterThanOrEqualTo(4);
        assertThat(sql.number("SELECT count(*) FROM users WHERE email !~ '@example\\.(com|org|net)$'"))
                .isZero();
    }

    @Test
    @Order(5)
    void reviewsAccessesAndAnswersOfEachStateAreThere() {
        assertThat(sql.rows("SELECT DISTINCT state FROM risk_reviews").stream()
                        .map(row -> row.get("state").toString()))
                .containsExactlyInAnyOrder("refused", "waiting", "open", "released", "refunded");
        assertThat(sql.number(
                        "SELECT count(*) FROM risk_assessments WHERE score < 30 OR decision = 'refuse' AND score < 50"))
                .as("judged by the rules as of then")
                .isZero();
        assertThat(sql.number(
                        "SELECT count(*) FROM risk_reviews r WHERE r.tokens_held <> (SELECT coalesce(-sum(t.tokens_delta"
                                + " - t.tokens_owed_delta), 0) FROM token_transactions t WHERE t.order_id = r.order_id"
                                + " AND t.action_type IN ('risk_hold', 'risk_release'))"))
                .as("held is what the ledger holds")
                .isZero();
        assertThat(sql.number("SELECT count(*) FROM user_blocks WHERE ended_at IS NULL"))
                .isOne();
        assertThat(sql.number("SELECT count(*) FROM analytics_unlocks WHERE revoked_at IS NOT NULL"))
                .isPositive();
        assertThat(sql.number(
                        "SELECT count(*) FROM analytics_unlocks WHERE revoked_at IS NULL AND ends_at > ledger_now()"))
                .isPositive();
        assertThat(
                        sql.number(
                                "SELECT count(*) FROM analytics_unlocks u LEFT JOIN token_transactions t ON t.id = u.entry_id"
                                        + " WHERE (u.tokens_spent, u.user_id, u.business_id) IS DISTINCT FROM (t.tokens_amount, t.user_id, t.reference_id)"))
                .isZero();
        assertThat(sql.number(
                        "SELECT count(DISTINCT responded_at IS NULL) FROM business_inquiries WHERE tokens_spent > 0"))
                .isEqualTo(2);
        assertThat(sql.number(
                        "SELECT count(*) FROM business_inquiries WHERE cost_rule IS NOT NULL AND (tokens_spent = 0)"
                                + " <> (contact_attempt_number = 1 AND (cost_rule ->> 'freeLeft')::integer > 0)"))
                .as("the rule that is kept is the rule that applied")
                .isZero();
        assertThat(sql.number("SELECT count(*) FROM boost_effects((SELECT array_agg(id) FROM (SELECT id FROM businesses"
                        + " WHERE boosted_until > ledger_now() - interval '20 days' ORDER BY id LIMIT 200) b))"
                        + " WHERE days > 0 AND views_before >= 20 AND views_during > views_before"))
                .as("a boost with an effect")
                .isPositive();
    }

    @Test
    @Order(6)
    void listingsContactsAndTotalsAgreeWithTheLedger() {
        assertThat(sql.number(
                        "SELECT count(*) FROM businesses b WHERE (b.boosted_until, b.boost_tokens_spent) IS DISTINCT"
                                + " FROM (SELECT (max(coalesce(p.ended_at, p.ends_at)), coalesce(sum(p.tokens_spent - p.ended_tokens), 0)::bigint)"
                                + " FROM listing_boosts p WHERE p.business_id = b.id)"))
                .isZero();
        assertThat(sql.number(
                        "SELECT count(*) FROM business_inquiries i LEFT JOIN token_transactions t ON t.id = i.entry_id"
                                + " WHERE i.tokens_spent <> coalesce(t.tokens_amount, 0) OR i.user_id <> coalesce(t.user_id, i.user_id)"
                                + " OR i.business_id <> coalesce(t.reference_id, i.business_id)"))
                .isZero();
        assertThat(sql.number("SELECT count(*) FROM (SELECT user_id, date_trunc('month', created_at AT TIME ZONE 'UTC')"
                        + " FROM business_inquiries WHERE tokens_spent = 0 GROUP BY 1, 2 HAVING count(*) > 1) twice"))
                .isZero();
        assertThat(sql.number("SELECT sum(total_tokens)::bigint FROM mv_token_analytics"))
                .isEqualTo(sql.number("SELECT sum(tokens_amount)::bigint FROM token_transactions"));
        assertThat(sql.number("SELECT count(*) FROM token_transactions WHERE created_at > ledger_now()"))
                .isZero();
    }

    @Test
    @Order(7)
    void requestsOfEachStateAreThereAndWhatWaitsCanBeApproved() {
        assertThat(sql.number("SELECT count(DISTINCT state) FROM approval_requests"))
                .isEqualTo(5);
        assertThat(sql.number("SELECT count(*) FROM approval_requests WHERE state = 'waiting'"
                        + " AND expires_at > ledger_now() AND plan_hash ="
                        + " ledger_plan_hash(ledger_effect_now(kind, operation_key, plan) -> 'plan')"))
                .isEqualTo(4);
        assertThat(
                        sql.number(
                                "SELECT count(*) FROM approval_requests r JOIN token_transactions t ON t.id = r.outcome[1]"
                                        + " WHERE t.operation_key = r.operation_key AND t.actor = r.decided_by"
                                        + " AND t.on_behalf_of = r.requested_by AND t.metadata = jsonb_build_object('request_id', r.id)"))
                .isEqualTo(sql.number("SELECT count(*) FROM approval_requests WHERE state = 'approved'"))
                .isPositive();
        assertThat(sql.number("SELECT count(*) FROM audit_log WHERE action LIKE '%\\_adjustment'"))
                .isEqualTo(sql.number("SELECT count(*) + count(decided_at) FROM approval_requests"));
    }

    /// Constraints, indexes and triggers, apart from those of partitions, which the loading adds.
    private String structure() {
        return sql.value(
                String.class,
                "SELECT string_agg(line, E'\\n' ORDER BY line) FROM ("
                        + " SELECT pg_get_constraintdef(oid) || conname || conrelid::regclass AS line FROM pg_constraint"
                        + "   WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text !~ '_[0-9]{4}_'"
                        + " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename !~ '_[0-9]{4}_'"
                        + " UNION ALL SELECT pg_get_triggerdef(t.oid) || t.tgenabled::text FROM pg_trigger t"
                        + "   WHERE NOT t.tgisinternal AND t.tgrelid::regclass::text !~ '_[0-9]{4}_') AS lines");
    }
}
