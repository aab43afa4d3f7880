package com.arzani.tokens.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.approval.ApprovalFixture.Person;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.operations.Maintenance;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsTest {
    private final TestDatabase database;
    private final ApprovalFixture fixture;
    private final Person ann;
    private final Person ben;
    private final Person fiona;
    private final Person fred;
    private final Person admin;
    private long user;

    ApprovalsTest(TestDatabase database) {
        this.database = database;
        this.fixture = new ApprovalFixture(database);
        ann = fixture.person(OperatorRole.SUPPORT);
        ben = fixture.person(OperatorRole.SUPPORT);
        fiona = fixture.person(OperatorRole.FINANCE);
        fred = fixture.person(OperatorRole.FINANCE);
        admin = fixture.person(OperatorRole.ADMIN);
    }

    @BeforeEach
    void customer() {
        user = fixture.customerWith(10);
    }

    @Test
    void onesOwnRequestIsRefusedWhicheverDoorIsTried() {
        ApprovalRequest own = fiona.approvals().request(LedgerFixture.grant(user, 900));
        ApprovalRequest admins = admin.approvals().request(LedgerFixture.grant(user, 900));

        refused("request_is_own", () -> approve(fiona, own));
        refused("request_is_own", () -> fiona.approvals().reject(own.id(), "no"));
        refused("request_is_own", () -> approve(admin, admins));
        refused(
                "request_unknown",
                () -> psql(admin, "SELECT * FROM decide_operator_request(" + admins.id() + ", true, 'x')"));
        assertThat(balance()).isEqualTo(10);
    }

    @Test
    void h14_supportApprovesNothing() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));

        refused("not_permitted", () -> approve(ben, request));
        refused("not_permitted", () -> ben.approvals().reject(request.id(), "no"));
        refused("request_is_anothers", () -> ben.approvals().withdraw(request.id(), "mine now"));
        refused("not_permitted", () -> ben.approvals().now(request.id()));
    }

    @Test
    void h14_aForgedHashApprovesNothing() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));

        for (String forged : new String[] {"", "0".repeat(64)}) {
            assertThatThrownBy(() -> fiona.approvals().approve(request.id(), forged, "yes"))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("request_effect_changed");
        }
        assertThatThrownBy(() -> psql(fiona, "SELECT * FROM approve_request(" + request.id() + ", NULL, 'yes')"))
                .hasMessageContaining("request_effect_changed");
        assertThat(balance()).isEqualTo(10);
    }

    @Test
    void anApprovalNeedsANote() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));

        refused(
                "reason_missing",
                () -> fiona.approvals().approve(request.id(), request.proposal().planHash(), " "));
        refused("reason_missing", () -> fiona.approvals().reject(request.id(), ""));
    }

    @Test
    void anExpiredRequestIsRefusedAndTheJobSaysSo() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        database.advance(Duration.ofHours(73));

        try {
            refused("request_expired", () -> approve(fiona, request));
            refused("request_expired", () -> ann.approvals().withdraw(request.id(), ""));
            assertThat(fiona.approvals().page(ApprovalTab.REVIEW, null, 50)).isEmpty();
            new Maintenance(fixture.ledger.serviceDatabase).run();
            assertThat(ann.approvals().find(request.id()).orElseThrow().state()).isEqualTo(ApprovalState.EXPIRED);
            refused("request_expired", () -> approve(fiona, request));
            assertThat(audited(request)).containsExactly("request_adjustment", "expire_adjustment");
        } finally {
            database.advance(Duration.ofHours(-73));
        }
    }

    @Test
    void aDecisionIsFinalAlsoForTheTablesOwner() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        ApprovalRequest waiting = ann.approvals().request(LedgerFixture.grant(user, 501));
        fiona.approvals().reject(request.id(), "no reason given");

        conflict("request_decided", () -> approve(fred, request));
        conflict("request_decided", () -> ann.approvals().withdraw(request.id(), ""));
        for (String change : new String[] {
            "UPDATE approval_requests SET state = 'waiting', decided_by = NULL, decided_at = NULL WHERE id = "
                    + request.id(),
            "UPDATE approval_requests SET plan = '{}' WHERE id = " + waiting.id(),
            "UPDATE approval_requests SET requested_by = 'someone' WHERE id = " + waiting.id(),
            "DELETE FROM approval_requests WHERE id = " + waiting.id(),
            "TRUNCATE approval_requests CASCADE"
        }) {
            assertThatThrownBy(() -> database.sql().execute(change))
                    .as(change)
                    .isInstanceOf(Sql.SqlFailure.class)
                    .hasMessageContaining("append_only");
        }
    }

    @Test
    void aTakeThatTheBalanceNoLongerCoversIsNotApproved() {
        long rich = fixture.customerWith(300);
        ApprovalRequest request = ann.approvals().request(LedgerFixture.take(rich, 300));
        fixture.ledger.service.post(LedgerFixture.spend(rich, 1));

        refused("insufficient_tokens", () -> approve(fiona, request));
        assertThat(ann.approvals().find(request.id()).orElseThrow().state()).isEqualTo(ApprovalState.WAITING);
    }

    @Test
    void anEffectThatChangedIsShownAnewAndNothingIsDone() {
        LedgerEntry grant = fixture.ledger.support.adjust(LedgerFixture.grant(user, 40));
        ApprovalRequest request =
                ann.approvals().request(new Reversal(LedgerFixture.key(), grant.id(), null, LedgerFixture.reason()));
        assertThat(request.proposal().effect().wallet().orElseThrow().delta()).isEqualTo(new Tokens(-40));
        long debtor = debtor();
        ApprovalRequest toDebtor = ann.approvals().request(LedgerFixture.grant(debtor, 500));
        fixture.ledger.support.adjust(LedgerFixture.grant(debtor, 3));

        TokenProblem changed = thrown(() -> approve(fiona, toDebtor));

        Proposal now = Approvals.changed(changed).orElseThrow();
        assertThat(now.planHash()).isNotEqualTo(toDebtor.proposal().planHash());
        assertThat(now.effect().wallet().orElseThrow().owed()).isEqualTo(new Effect.Change(new Tokens(7), Tokens.ZERO));
        assertThat(toDebtor.proposal().effect().wallet().orElseThrow().owed())
                .isEqualTo(new Effect.Change(new Tokens(10), Tokens.ZERO));
        assertThat(fiona.approvals().now(toDebtor.id())).isEqualTo(now);
        fiona.approvals().approve(toDebtor.id(), now.planHash(), "seen anew");
        approve(fiona, request);
        assertThat(balance()).isEqualTo(10);
    }

    @Test
    void aBalanceThatMovedIsNoOtherEffect() {
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        fixture.ledger.service.post(LedgerFixture.spend(user, 4));

        ApprovalRequest done = approve(fiona, request);

        assertThat(done.state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(balance()).isEqualTo(506);
    }

    @Test
    void anApprovalDoesExactlyWhatWasShownAndNamesBothPersons() {
        Adjustment grant = LedgerFixture.grant(user, 500);
        refused("over_limit_single", () -> ann.ledger().adjust(grant));

        ApprovalRequest request = ann.approvals().request(grant);

        assertThat(ann.approvals().request(grant).id()).isEqualTo(request.id());
        assertThat(ann.approvals().byKey(grant.operationKey()).orElseThrow().id())
                .isEqualTo(request.id());
        assertThat(request.asked().limit()).contains(new LimitHit(LimitScope.SINGLE, new Tokens(50), new Tokens(50)));
        assertThat(request.subject().customerName()).isEqualTo("Ann Example");
        Effect.OnWallet effect = request.proposal().effect().wallet().orElseThrow();
        assertThat(effect.balance()).isEqualTo(new Effect.Change(new Tokens(10), new Tokens(510)));
        assertThat(effect.lots().made()).isEqualTo(new Tokens(500));
        assertThat(balance()).isEqualTo(10);
        assertThat(fiona.approvals().page(ApprovalTab.REVIEW, null, 50))
                .extracting(ApprovalRequest::id)
                .contains(request.id());
        assertThat(ann.approvals().page(ApprovalTab.REVIEW, null, 50)).isEmpty();

        ApprovalRequest done = approve(fiona, request);

        LedgerEntry entry = ann.ledger().entries(grant.operationKey()).getFirst();
        assertThat(done.outcome().entries()).containsExactly(entry.id());
        assertThat(database.sql()
                        .rows(
                                "SELECT actor, on_behalf_of, metadata ->> 'request_id' AS request FROM token_transactions"
                                        + " WHERE id = ?",
                                entry.id())
                        .getFirst())
                .containsEntry("actor", fiona.login())
                .containsEntry("on_behalf_of", ann.login())
                .containsEntry("request", Long.toString(request.id()));
        assertThat(audited(request)).containsExactly("request_adjustment", "approve_adjustment");
        assertThat(fiona.limits().own(user).limits())
                .allMatch(limit -> limit.used().equals(Tokens.ZERO));
        assertThat(new LedgerProof(fixture.ledger.serviceDatabase)
                        .run(rows -> {})
                        .isClean())
                .isTrue();
    }

    @Test
    void theLotsATakeWouldDrawFromAreShown() {
        long rich = fixture.customerWith(300);

        Effect.OnWallet effect = ann.approvals()
                .request(LedgerFixture.take(rich, 200))
                .proposal()
                .effect()
                .wallet()
                .orElseThrow();

        assertThat(effect.lots().touched())
                .extracting(Effect.LotShare::kind, Effect.LotShare::tokens, Effect.LotShare::remaining)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bonus", new Tokens(200), new Tokens(100)));
    }

    /// F5, the ledger's half: of two who approve at once one wins, the other sees what happened, and one entry is
    /// posted.
    @Test
    void f5_ofTwoApprovalsAtOnceOneWinsAndTheOtherSeesWhatHappened() throws Exception {
        for (int round = 0; round < 10; round++) {
            ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));

            List<String> outcomes = LimitsTest.together(List.of(
                    () -> approve(fiona, request), () -> approve(fred, request), () -> approve(admin, request)));

            assertThat(outcomes).containsExactlyInAnyOrder("", "request_decided", "request_decided");
        }
        assertThat(balance()).isEqualTo(10 + 10 * 500);
    }

    @Test
    void withdrawnAndRejectedRequestsDoNothing() {
        ApprovalRequest first = ann.approvals().request(LedgerFixture.grant(user, 500));
        ApprovalRequest second = ann.approvals().request(LedgerFixture.grant(user, 500));

        assertThat(ann.approvals().withdraw(first.id(), "").state()).isEqualTo(ApprovalState.WITHDRAWN);
        ApprovalRequest rejected = fiona.approvals().reject(second.id(), "ask the seller first");

        assertThat(rejected.outcome().note()).isEqualTo("ask the seller first");
        assertThat(balance()).isEqualTo(10);
        assertThat(audited(second))
                .containsExactly(
                        "request_adjustment", "request_adjustment", "withdraw_adjustment", "reject_adjustment");
        assertThat(ann.approvals().page(ApprovalTab.HISTORY, null, 50))
                .extracting(ApprovalRequest::id)
                .startsWith(second.id(), first.id());
    }

    @Test
    void thePulseChangesWithEachStep() {
        String before = fiona.approvals().pulse().mark();
        ApprovalRequest request = ann.approvals().request(LedgerFixture.grant(user, 500));
        Approvals.Pulse asked = fiona.approvals().pulse();
        approve(fiona, request);
        Approvals.Pulse decided = fiona.approvals().pulse();

        assertThat(asked.mark()).isNotEqualTo(before);
        assertThat(decided.mark()).isNotEqualTo(asked.mark());
        assertThat(decided.forMe()).isEqualTo(asked.forMe() - 1);
        assertThat(ann.approvals().pulse().forMe()).isZero();
    }

    @Test
    void supportSeesRequestsAboutCustomersAndNoOthers() {
        ann.approvals().request(LedgerFixture.grant(user, 500));

        assertThat(ben.approvals().page(ApprovalTab.MINE, null, 50)).isEmpty();
        assertThat(database.sqlAs(database.login(OperatorRole.SUPPORT))
                        .number("SELECT count(*) FROM approval_requests WHERE kind IN ('role', 'limit')"))
                .isZero();
    }

    /// A wallet that owes 10.
    private long debtor() {
        long debtor = fixture.ledger.user();
        List<LedgerEntry> sale = fixture.ledger.buy(debtor);
        fixture.ledger.service.post(LedgerFixture.spend(debtor, 10));
        database.sqlAs(database.login(OperatorRole.SERVICE))
                .rows(
                        "SELECT * FROM post_tokens(?, ?, 'refund', 10, -1, 'refund', NULL, ?)",
                        LedgerFixture.key(),
                        debtor,
                        database.sql()
                                .number(
                                        "SELECT order_id FROM token_transactions WHERE id = ?",
                                        sale.getFirst().id()));
        return debtor;
    }

    private ApprovalRequest approve(Person person, ApprovalRequest request) {
        return person.approvals().approve(request.id(), request.proposal().planHash(), "looks right");
    }

    private void psql(Person person, String sql) {
        person.database()
                .call(session -> session.createNativeQuery(sql, Object[].class).getResultList());
    }

    private long balance() {
        return ann.ledger().wallet(user).orElseThrow().balance().count();
    }

    private List<Object> audited(ApprovalRequest request) {
        return database
                .sql()
                .rows(
                        "SELECT action FROM audit_log WHERE subject_type = ? AND subject_id = ? ORDER BY id",
                        request.subject().type(),
                        request.subject().id())
                .stream()
                .map(row -> row.get("action"))
                .toList();
    }

    private static TokenProblem thrown(ThrowingCallable call) {
        return (TokenProblem) org.assertj.core.api.Assertions.catchThrowable(call);
    }

    private static void refused(String key, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(Rejected.class).hasMessage(key);
    }

    private static void conflict(String key, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(Conflict.class).hasMessage(key);
    }
}
