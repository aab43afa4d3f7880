package com.arzani.tokens.payments.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.payments.StripeDisputes;
import com.arzani.tokens.payments.StripeRefunds;
import com.arzani.tokens.payments.inbox.CheckoutEvents;
import com.arzani.tokens.payments.inbox.EventHandlers;
import com.arzani.tokens.payments.inbox.InboxFixture;
import com.arzani.tokens.payments.inbox.InboxFixture.Sale;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.refunds.RefundBooking;
import com.arzani.tokens.payments.refunds.RefundEvents;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeJavaDisputes;
import com.arzani.tokens.payments.stripe.StripeJavaRefunds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A shop that sells the Professional Pack (30 tokens for £25), whose customers dispute what they paid.
public final class DisputeShop implements AutoCloseable {
    final TestDatabase database;
    public final InboxFixture inbox;
    public final StripeSimulator simulator;
    final StripeDisputes stripe;
    public final DisputeBooking booking;
    private final List<OutboxWorkers> outboxes = new ArrayList<>();

    public DisputeShop(TestDatabase database) throws IOException {
        this.database = database;
        inbox = new InboxFixture(database);
        simulator = inbox.simulator;
        stripe = new StripeJavaDisputes(InboxFixture.KEY, () -> Optional.of(inbox.proxy.address()), 1000);
        booking = new DisputeBooking(inbox.jobs, stripe, inbox.stripe, false);
    }

    /// Where Stripe says what its published shapes do not know.
    DisputeBooking unjudged() {
        return new DisputeBooking(
                inbox.jobs,
                new StripeJavaDisputes(InboxFixture.KEY, () -> Optional.of(simulator.address()), 1000),
                inbox.stripe,
                false);
    }

    void work() {
        StripeRefunds refunds = new StripeJavaRefunds(InboxFixture.KEY, () -> Optional.of(inbox.proxy.address()), 1000);
        inbox.work(
                inbox.jobs,
                new EventHandlers(List.of(
                        new CheckoutEvents(inbox.jobs, inbox.stripe, false),
                        new DisputeEvents(booking),
                        new RefundEvents(new RefundBooking(inbox.jobs, refunds, inbox.stripe, false)))));
    }

    /// Sends what is asked of Stripe, as the jobs do.
    public OutboxWorkers send() {
        OutboxWorkers workers = OutboxWorkers.start(
                inbox.jobs, List.of(new EvidenceSender(stripe, booking), new DisputeCloser(stripe, booking)), 1);
        outboxes.add(workers);
        return workers;
    }

    /// @param payment Stripe's id of the payment
    public record Paid(Sale sale, String payment) {}

    /// A sale that is paid at Stripe and not credited.
    Paid paid() {
        Sale sale = inbox.sell();
        return new Paid(sale, simulator.pay(sale.sessionId()));
    }

    /// A sale that is paid and credited.
    public Paid sold() {
        Paid paid = paid();
        credit(paid);
        return paid;
    }

    void credit(Paid paid) {
        database.sql()
                .execute(
                        "SELECT credit_order(?, ?, ?, 2500, 'GBP')",
                        paid.sale().orderId(),
                        paid.sale().sessionId(),
                        paid.payment());
    }

    public void spend(Paid paid, long tokens) {
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'consumption', ?, -1, 'contact_seller')",
                        UUID.randomUUID().toString(),
                        paid.sale().userId(),
                        tokens);
    }

    /// Tokens that a refund takes, as its booking posts them: after disputes have made room.
    void refund(Paid paid, long tokens) {
        database.sql()
                .execute(
                        """
                        SELECT dispute_settle(o.id, ?), (SELECT id FROM post_tokens(?, o.user_id, 'refund', ?, -1, 'stripe_refund', NULL,
                            o.id, o.stripe_payment_intent_id)), dispute_settle(o.id) FROM token_orders o WHERE o.id = ?""",
                        tokens,
                        "stripe:re_" + UUID.randomUUID(),
                        tokens,
                        paid.sale().orderId());
    }

    public Map<String, Object> row(String disputeId) {
        return database.sql()
                .rows("SELECT * FROM stripe_disputes WHERE id = ?", disputeId)
                .getFirst();
    }

    /// `phase held/owed/returned` of a dispute.
    String state(String disputeId) {
        Map<String, Object> row = row(disputeId);
        return row.get("phase") + " " + row.get("tokens_held") + "/" + row.get("tokens_owed") + "/"
                + row.get("tokens_returned");
    }

    /// `balance/owed` of a customer.
    String wallet(Paid paid) {
        return database.sql()
                .value(
                        String.class,
                        "SELECT token_balance || '/' || tokens_owed FROM user_tokens WHERE user_id = ?",
                        paid.sale().userId());
    }

    /// `kind remaining` of the customer's lots, the oldest first.
    List<String> lots(Paid paid) {
        return database
                .sql()
                .rows(
                        "SELECT kind || ' ' || remaining AS line FROM token_lots WHERE user_id = ? ORDER BY entry_id",
                        paid.sale().userId())
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    void proven() {
        assertThat(new LedgerProof(inbox.jobs).run(count -> {}).differences()).isEmpty();
    }

    @Override
    public void close() {
        outboxes.forEach(OutboxWorkers::close);
        inbox.close();
        assertThat(inbox.proxy.faults()).isEmpty();
    }
}
