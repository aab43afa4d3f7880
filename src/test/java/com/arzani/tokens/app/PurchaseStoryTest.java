package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.ledger.BalanceExplainer;
import com.arzani.tokens.ledger.Flow;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.Moment;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.payments.checkout.OpenCheckout;
import com.arzani.tokens.payments.refunds.NewOrderRefund;
import com.arzani.tokens.payments.refunds.RefundDesk;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.reconciliation.RunListener;
import com.arzani.tokens.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// One purchase, from the lost webhook to the dispute that is won, through everything a company runs: events, outbox,
/// reconciliation and the simulated Stripe over HTTP.
@PostgresTest
class PurchaseStoryTest {
    private static final long PROFESSIONAL = 2;
    private static final long PRICE = 2500;

    private final TestDatabase database;
    private final Database finance;
    private final long user;

    PurchaseStoryTest(TestDatabase database) {
        this.database = database;
        finance = database.openAs(OperatorRole.FINANCE, Entities.ALL.toArray(Class[]::new));
        user = new MarketSeed(database).user();
    }

    private StripeHouse stripe(Clock clock) {
        return StripeHouse.embedded(database.profile(), database.login(OperatorRole.SERVICE), clock);
    }

    private static EventHouse events(StripeHouse stripe, Clock clock) {
        EventHouse.Intake intake = new EventHouse.Intake(ServiceServer.Listening.onLoopback(), List.of());
        return EventHouse.start(stripe, intake, Front.none(), clock);
    }

    private static StripeSimulator simulator(StripeHouse stripe) {
        return stripe.simulator().orElseThrow().here().orElseThrow();
    }

    private long number(String query, Object... values) {
        return database.sql().number(query, values);
    }

    private long balance() {
        return number("SELECT coalesce(max(token_balance), 0) FROM user_tokens WHERE user_id = ?", user);
    }

    private void becomes(String what, long tokens) {
        Await.until(what, () -> balance() == tokens);
        assertThat(explained().values().stream().mapToLong(Long::longValue).sum())
                .as("the steps of the explanation give the balance")
                .isEqualTo(tokens);
    }

    /// The steps of the explained balance, by what they are.
    private Map<Flow.Sort, Long> explained() {
        return new BalanceExplainer(finance)
                .explain(user, Moment.NOW).flows().stream()
                        .collect(Collectors.toMap(
                                Flow::sort, flow -> flow.tokens().count(), Math::addExact));
    }

    private static Run reconcile(StripeHouse stripe) {
        return stripe.reconciliation()
                .runNow(Run.Kind.ASKED, RunListener.NONE, () -> false)
                .orElseThrow();
    }

    private long open() {
        return number("SELECT count(*) FROM reconciliation_findings WHERE status IN ('open', 'waiting')");
    }

    @Test
    void boughtLostCreditedHalfRefundedDisputedAndWon() {
        OpenCheckout checkout = buyAndLoseTheWebhook();
        assertThat(balance()).isZero();

        Clock clock = Clock.systemUTC();
        try (StripeHouse stripe = stripe(clock);
                EventHouse events = events(stripe, clock);
                OutboxHouse outbox = new OutboxHouse(stripe)) {
            assertThat(events.server().port()).isPositive();
            Run first = reconcile(stripe);
            becomes("the credit by reconciliation", 30);
            assertThat(first.status()).isEqualTo(Run.Status.FINISHED);
            assertThat(explained()).containsEntry(Flow.Sort.BOUGHT, 25L).containsEntry(Flow.Sort.BONUS, 5L);

            refundHalf(checkout.orderId());
            becomes("the refund of half", 15);
            assertThat(number("SELECT sum(amount_pence) FROM stripe_refunds WHERE order_id = ?", checkout.orderId()))
                    .isEqualTo(PRICE / 2);

            String payment = database.sql()
                    .value(
                            String.class,
                            "SELECT stripe_payment_intent_id FROM token_orders WHERE id = ?",
                            checkout.orderId());
            String dispute = simulator(stripe).dispute(payment, "fraudulent", PRICE / 2);
            becomes("the hold of the rest", 0);
            simulator(stripe).win(dispute);
            becomes("the return of the hold", 15);
            Await.until("the last webhooks", () -> simulator(stripe).webhooks().quiet());

            reconcile(stripe);
            assertThat(open()).as("the two books agree").isZero();
            assertThat(balance()).isEqualTo(15);
            assertThat(outbox).isNotNull();
        }
        assertThat(new LedgerProof(database.openService(Entities.ALL.toArray(Class[]::new)))
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    /// Twenty minutes ago, for younger payments may still come by themselves (R1).
    private OpenCheckout buyAndLoseTheWebhook() {
        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20));
        try (StripeHouse stripe = stripe(earlier);
                EventHouse events = events(stripe, earlier)) {
            simulator(stripe).webhooks().lose(50);
            OpenCheckout checkout = stripe.checkout().create(UUID.randomUUID().toString(), user, PROFESSIONAL);
            simulator(stripe).pay(checkout.sessionId());
            assertThat(events.server().port()).isPositive();
            assertThat(number("SELECT count(*) FROM webhook_logs")).isZero();
            return checkout;
        }
    }

    private void refundHalf(long order) {
        RefundDesk desk = new RefundDesk(finance);
        assertThat(desk.preview(order, PRICE / 2).tokens()).isEqualTo(15);
        desk.refund(new NewOrderRefund(
                UUID.randomUUID().toString(),
                order,
                PRICE / 2,
                "customer_request",
                "Half was not needed",
                desk.left(order)));
    }
}
