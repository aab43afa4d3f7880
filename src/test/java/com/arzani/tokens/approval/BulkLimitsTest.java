package com.arzani.tokens.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.approval.ApprovalFixture.Person;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkLimitHit;
import com.arzani.tokens.ledger.BulkLine;
import com.arzani.tokens.ledger.BulkMode;
import com.arzani.tokens.ledger.BulkProgress;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.ledger.BulkService;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.NewBulk;
import com.arzani.tokens.ledger.Posting;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Batches against the limits of persons, and the second person's word on them.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkLimitsTest {
    private static final BulkProgress QUIET = (rows, of) -> {};

    private final ApprovalFixture fixture;
    private final Person fiona;
    private final Person fred;
    private Person ann;
    private BulkService bulk;

    BulkLimitsTest(TestDatabase database) {
        fixture = new ApprovalFixture(database);
        fiona = fixture.person(OperatorRole.FINANCE);
        fred = fixture.person(OperatorRole.FINANCE);
    }

    @BeforeEach
    void newPerson() {
        ann = fixture.person(OperatorRole.SUPPORT);
        bulk = new BulkService(ann.database());
    }

    @Test
    void aBatchThatPassesALimitPostsNothing() {
        refusedToRun("bulk_over_limit_single", grants(2, ApprovalFixture.SINGLE + 1));
        refusedToRun("bulk_over_limit_day", grants(5, 30));
        long user = fixture.customerWith(0 + 1);
        refusedToRun(
                "bulk_over_limit_customer_month", List.of(grant(1, user, 50), grant(2, user, 50), grant(3, user, 1)));
    }

    @Test
    void everyLimitThatWouldBePassedIsToldBeforehand() {
        long user = fixture.customerWith(1);
        List<BulkLine> lines = List.of(grant(1, user, 51), grant(2, user, 51), grant(3, fixture.customerWith(1), 40));

        List<BulkLimitHit> hits = bulk.limits(lines);

        assertThat(hits).extracting(BulkLimitHit::scope).containsExactly("single", "day", "customer_month");
        assertThat(hits).extracting(BulkLimitHit::hits).containsExactly(2L, 3L, 1L);
        assertThat(hits).extracting(hit -> hit.tokens().count()).containsExactly(51L, 142L, 102L);
        assertThat(bulk.limits(grants(2, 50))).isEmpty();
    }

    @Test
    void rowsOfBatchesCountAgainstTheLimits() {
        BulkBatch done = bulk.run(make(grants(2, 50)).key(), QUIET);
        assertThat(done.done().posted()).isEqualTo(2);

        refused("over_limit_day", () -> ann.ledger().adjust(LedgerFixture.grant(fixture.customerWith(1), 30)));
        refusedToRun("bulk_over_limit_day", grants(1, 30));
        assertThat(bulk.run(make(grants(2, 10)).key(), QUIET).done().posted()).isEqualTo(2);
    }

    @Test
    void aBatchRunsOnceAnotherPersonHasAgreedAndCountsForNobody() {
        BulkBatch batch = make(grants(3, 60));
        long request = bulk.askApproval(batch.key(), "spring gift");
        assertThat(bulk.askApproval(batch.key(), "spring gift")).isEqualTo(request);
        assertThat(bulk.batch(batch.key()).orElseThrow().trace().approval()).isEqualTo(BulkBatch.Approval.WAITING);
        refused("bulk_over_limit_single", () -> bulk.run(batch.key(), QUIET));
        refused("not_permitted", () -> ann.approvals().approve(request, "x", "my own"));

        approve(fiona, request);

        assertThat(bulk.batch(batch.key()).orElseThrow().trace().approval()).isEqualTo(BulkBatch.Approval.APPROVED);
        BulkBatch done = bulk.run(batch.key(), QUIET);
        assertThat(done.done().posted()).isEqualTo(3);
        LedgerEntry entry = ann.ledger()
                .entry(bulk.rows(batch.id(), 0, 1).getFirst().entryId())
                .orElseThrow();
        assertThat(entry.metadata()).contains("request_id").contains(Long.toString(request));
        assertThat(entry.actor()).isEqualTo(ann.login());
        assertThat(ann.ledger()
                        .adjust(LedgerFixture.grant(fixture.customerWith(1), 50))
                        .amount())
                .isEqualTo(new Tokens(50));
        assertThat(new LedgerProof(fixture.ledger.serviceDatabase)
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    @Test
    void theApproverMayRunItAndNobodyElse() {
        BulkBatch batch = make(grants(2, 60));
        approve(fiona, bulk.askApproval(batch.key(), "spring gift"));

        refused("bulk_of_another", () -> new BulkService(fred.database()).run(batch.key(), QUIET));
        BulkService hers = new BulkService(fiona.database());
        assertThat(hers.run(batch.key(), QUIET).done().posted()).isEqualTo(2);
        LedgerEntry entry = ann.ledger()
                .entry(bulk.rows(batch.id(), 0, 1).getFirst().entryId())
                .orElseThrow();
        assertThat(entry.actor()).isEqualTo(fiona.login());
        assertThat(entry.onBehalfOf()).isEqualTo(ann.login());
    }

    @Test
    void aRejectedBatchStaysBoundAndMayBeAskedForAgain() {
        BulkBatch batch = make(grants(2, 60));
        long first = bulk.askApproval(batch.key(), "spring gift");
        fiona.approvals().reject(first, "too many");

        refused("bulk_over_limit_single", () -> bulk.run(batch.key(), QUIET));
        assertThat(bulk.askApproval(batch.key(), "the manager agreed")).isNotEqualTo(first);
    }

    @Test
    void whatIsApprovedIsWhatWasShown() {
        long debtor = indebted(4);
        BulkBatch batch = make(List.of(grant(1, debtor, 60)));
        long request = bulk.askApproval(batch.key(), "spring gift");
        ApprovalRequest seen = fiona.approvals().find(request).orElseThrow();
        fixture.ledger.support.adjust(LedgerFixture.grant(debtor, 1));

        refused(
                "request_effect_changed",
                () -> fiona.approvals().approve(request, seen.proposal().planHash(), "yes"));
        approve(fiona, request);
        assertThat(bulk.run(batch.key(), QUIET).done().debtPaid()).isEqualTo(new Tokens(3));
    }

    @Test
    void aCustomerWhoOwesSomethingElseThanApprovedGetsNoneOfTheirRows() {
        long debtor = indebted(4);
        long other = fixture.customerWith(1);
        BulkBatch batch = make(List.of(grant(1, debtor, 60), grant(2, debtor, 5), grant(3, other, 60)));
        approve(fiona, bulk.askApproval(batch.key(), "spring gift"));
        fixture.ledger.support.adjust(LedgerFixture.grant(debtor, 1));

        BulkBatch done = bulk.run(batch.key(), QUIET);

        assertThat(done.done().posted()).isEqualTo(1);
        assertThat(bulk.notPosted(batch.id()))
                .extracting(row -> row.refusal().orElseThrow().key())
                .containsExactly("bulk_effect_changed", "bulk_effect_changed");
        List<BulkRow> rows = bulk.rows(batch.id(), 2, 1);
        assertThat(rows.getFirst().posted()).isTrue();
    }

    @Test
    void aCancelledBatchIsNeverApproved() {
        BulkBatch batch = make(grants(2, 60));
        long request = bulk.askApproval(batch.key(), "spring gift");
        String hash = fiona.approvals().find(request).orElseThrow().proposal().planHash();
        bulk.cancel(batch.key());

        refused("bulk_ended", () -> fiona.approvals().approve(request, hash, "yes"));
    }

    private void approve(Person person, long request) {
        person.approvals().approve(request, person.approvals().now(request).planHash(), "agreed");
    }

    private void refusedToRun(String key, List<BulkLine> lines) {
        for (BulkMode mode : BulkMode.values()) {
            BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", mode, lines));
            refused(key, () -> bulk.run(batch.key(), QUIET));
            assertThat(bulk.batch(batch.key()).orElseThrow().done().posted()).isZero();
        }
    }

    private static void refused(String key, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TokenProblem.class, problem -> assertThat(problem.key()).isEqualTo(key));
    }

    private BulkBatch make(List<BulkLine> lines) {
        return bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, lines));
    }

    private List<BulkLine> grants(int customers, long tokens) {
        List<BulkLine> lines = new ArrayList<>();
        for (int row = 1; row <= customers; row++) {
            lines.add(grant(row, fixture.customerWith(1), tokens));
        }
        return lines;
    }

    private static BulkLine grant(int row, long user, long tokens) {
        return new BulkLine(
                row, user, Direction.CREDIT, new Tokens(tokens), new Adjustment.Reason("goodwill", "a gift for many"));
    }

    private long indebted(long owed) {
        long user = fixture.customerWith(owed);
        fixture.ledger.service.post(new Posting(
                LedgerFixture.key(),
                user,
                EntryType.DISPUTE,
                new Tokens(owed * 2),
                null,
                Posting.Context.action("dispute_hold", 1L)));
        return user;
    }
}
