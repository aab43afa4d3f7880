package com.arzani.tokens.payments.disputes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.disputes.DisputeCase.Answer;
import com.arzani.tokens.payments.disputes.DisputeShop.Paid;
import com.arzani.tokens.payments.inbox.InboxFixture;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The desk: who may answer, once, for good; and what is known of a dispute.
@PostgresTest
class DisputeDeskTest {
    private static final Map<String, String> TEXTS = Map.of("uncategorized_text", "Used by the customer: Zoë, 大阪.");

    private final TestDatabase database;
    private DisputeShop shop;
    private DisputeDesk finance;
    private Paid paid;
    private String dispute;

    DisputeDeskTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new DisputeShop(database);
        finance = new DisputeDesk(database.openAs(OperatorRole.FINANCE));
        paid = shop.sold();
        shop.spend(paid, 8);
        dispute = shop.simulator.dispute(paid.payment(), "fraudulent");
        shop.booking.bring(dispute);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private DisputeFacts facts() {
        return finance.facts(dispute).orElseThrow();
    }

    @Test
    void onlyFinanceAndAdministratorsAnswer() {
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.PRODUCT, OperatorRole.SERVICE)) {
            DisputeDesk desk = new DisputeDesk(database.openAs(role));
            assertThatThrownBy(() -> desk.save(dispute, TEXTS, 0)).hasMessage("not_permitted");
            assertThatThrownBy(() -> desk.submit(dispute, 0)).hasMessage("not_permitted");
            assertThatThrownBy(() -> desk.accept(dispute, "why")).hasMessage("not_permitted");
        }
        assertThatThrownBy(() -> new DisputeDesk(database.openAs(OperatorRole.PRODUCT)).facts(dispute))
                .hasMessage("not_permitted");
        assertThat(new DisputeDesk(database.openAs(OperatorRole.SUPPORT)).facts(dispute))
                .isPresent();
        assertThat(new DisputeDesk(database.openAs(OperatorRole.ADMIN)).save(dispute, TEXTS, 0))
                .isOne();
    }

    @Test
    void whatCannotBeSavedOrSent() {
        refused(() -> finance.save("dp_none", TEXTS, 0), "dispute_not_here");
        refused(() -> finance.save(dispute, Map.of("receipt", "file_1"), 0), "dispute_evidence_malformed");
        refused(
                () -> finance.save(dispute, Map.of("uncategorized_text", "a\u0007b"), 0),
                "text_has_control_characters");
        refused(
                () -> finance.save(dispute, Map.of("uncategorized_text", "x".repeat(20_001)), 0),
                "dispute_evidence_too_long");
        refused(() -> finance.submit(dispute, 0), "dispute_evidence_empty");
        finance.save(dispute, Map.of("uncategorized_text", " \n"), 0);
        refused(() -> finance.submit(dispute, 1), "dispute_evidence_empty");
        assertThatThrownBy(() -> finance.save(dispute, TEXTS, 0))
                .isInstanceOf(Conflict.class)
                .hasMessage("dispute_answer_changed");
        assertThatThrownBy(() -> finance.submit(dispute, 0)).hasMessage("dispute_answer_changed");
        refused(() -> finance.accept(dispute, "  "), "reason_missing");
        finance.save(dispute, TEXTS, 1);
        database.advance(Duration.ofDays(10));
        refused(() -> finance.submit(dispute, 2), "dispute_deadline_over");
        database.advance(Duration.ofDays(-10));
        shop.simulator.lose(dispute);
        shop.booking.bring(dispute);
        refused(() -> finance.accept(dispute, "why"), "dispute_not_answerable");
    }

    private static void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Rejected.class).hasMessage(key);
    }

    @Test
    void evidenceIsSentOnceAndTheDisputeIsInReview() {
        int version = finance.save(dispute, TEXTS, 0);
        assertThat(facts().dispute().tokens().answer()).isEqualTo(Answer.DRAFT);
        finance.submit(dispute, version);
        assertThat(facts().dispute().tokens().answer()).isEqualTo(Answer.SENDING);
        assertThatThrownBy(() -> finance.submit(dispute, version)).hasMessage("dispute_answer_under_way");
        assertThatThrownBy(() -> finance.accept(dispute, "why")).hasMessage("dispute_answer_under_way");
        shop.send();
        InboxFixture.await(
                "the bank has it", () -> facts().dispute().claim().status().equals("under_review"));
        InboxFixture.await("it is done", () -> facts().dispute().tokens().answer() == Answer.SENT);
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT state -> 'evidence' ->> 'uncategorized_text' FROM simulator.objects WHERE id = ?",
                                dispute))
                .isEqualTo(TEXTS.get("uncategorized_text"));
        assertThat(shop.state(dispute)).isEqualTo("held 30/8/0");
        assertThat(facts().history()).extracting(DisputeFacts.Step::what).contains("dispute_hold", "dispute_evidence");
    }

    @Test
    void f17_evidenceWhoseAnswerWasLostIsNotSentAgain() {
        finance.submit(dispute, finance.save(dispute, TEXTS, 0));
        shop.stripe.submitEvidence("somebody-else", dispute, TEXTS);
        database.sql().execute("UPDATE stripe_outbox SET look_up_first = true WHERE subject_id = ?", dispute);
        shop.send();
        InboxFixture.await("it is done", () -> facts().dispute().tokens().answer() == Answer.SENT);
        assertThat(database.sql().value(String.class, "SELECT status FROM stripe_outbox WHERE subject_id = ?", dispute))
                .isEqualTo("done");
    }

    @Test
    void whatStripeRefusesCanBeAnsweredAnew() {
        finance.submit(dispute, finance.save(dispute, TEXTS, 0));
        database.sql()
                .execute(
                        "UPDATE stripe_outbox SET status = 'refused', cause = 'stripe_refused' WHERE subject_id = ?",
                        dispute);
        assertThat(facts().dispute().tokens().answer()).isEqualTo(Answer.REFUSED);
        assertThat(facts().draft().cause()).contains("stripe_refused");
        finance.submit(dispute, 1);
        shop.send();
        InboxFixture.await("it is done", () -> facts().dispute().tokens().answer() == Answer.SENT);
    }

    @Test
    void aDisputeThatIsGivenUpTakesTheTokensForGood() {
        finance.accept(dispute, "The card was stolen");
        shop.send();
        InboxFixture.await("it is lost", () -> shop.state(dispute).equals("lost 30/8/0"));
        assertThat(shop.wallet(paid)).isEqualTo("0/8");
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT reason FROM audit_log WHERE action = 'dispute_close' AND subject_id = ?",
                                dispute))
                .isEqualTo("The card was stolen");
    }

    @Test
    void whatIsKnownOfADispute() {
        DisputeFacts facts = facts();
        assertThat(facts.purchase().tokens()).isEqualTo(25);
        assertThat(facts.purchase().unspent()).isZero();
        assertThat(facts.uses())
                .extracting(use -> use.type() + " " + use.tokens())
                .containsExactly("consumption 8", "dispute 22");
        assertThat(facts.money())
                .extracting(moved -> moved.category() + " " + moved.amount() + " " + moved.fee())
                .containsExactly("dispute " + new Pence(-2500) + " £20.00");
        assertThat(facts.dispute().deadline().daysLeft()).contains(8L);
        assertThat(facts.others().orders()).isZero();
        assertThat(facts.dispute().customer().name()).isEqualTo("Ann");
    }

    @Test
    void theListBeginsWithTheNearestDeadlineAndThePressingAreCounted() {
        String later = shop.simulator.dispute(shop.sold().payment(), "general");
        String won = shop.simulator.dispute(shop.sold().payment(), "general");
        shop.simulator.win(won);
        String asked = shop.simulator.inquiry(shop.sold().payment(), "general", 2500);
        List.of(later, won, asked).forEach(shop.booking::bring);
        database.sql()
                .execute(
                        "UPDATE stripe_disputes SET desk_order = desk_order - 86400, due_by = due_by - interval '7 days'"
                                + " WHERE id = ?",
                        asked);
        List<DisputeCase> all = finance.page(DisputeFilter.ALL, "", Optional.empty(), 50);
        assertThat(all.getFirst().id()).isEqualTo(asked);
        assertThat(all).extracting(DisputeCase::id).contains(dispute, later, won);
        assertThat(all.getLast().needsResponse()).isFalse();
        DisputeCase first = all.getFirst();
        assertThat(finance.page(DisputeFilter.ALL, "", Optional.of(first), 50)).isEqualTo(all.subList(1, all.size()));
        assertThat(finance.page(DisputeFilter.DECIDED, won, Optional.empty(), 50))
                .hasSize(1);
        assertThat(finance.page(DisputeFilter.NEEDS_RESPONSE, won, Optional.empty(), 50))
                .isEmpty();
        assertThat(finance.page(DisputeFilter.ALL, "%", Optional.empty(), 50)).isEmpty();
        assertThat(finance.pressing().count()).isOne();
        finance.accept(asked, "why");
        assertThat(finance.pressing().count()).as("answered").isZero();
    }
}
