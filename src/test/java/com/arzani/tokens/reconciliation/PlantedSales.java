package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.simulator.PastPayments;
import com.arzani.tokens.payments.simulator.SimulatorRow;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Sales on both sides, one every three minutes back from noon, each of 30 tokens (5 of them a bonus) for £25. Sale
/// number
/// n belongs to user n, order n and payment `pi_s<n>`.
public final class PlantedSales {
    private static final long PRICE = 2500;

    private final TestDatabase database;
    private final List<SimulatorRow> unsaved = new ArrayList<>();
    private final Instant noon = ZonedDateTime.now(ZoneOffset.UTC)
            .withDayOfMonth(15)
            .truncatedTo(ChronoUnit.DAYS)
            .plusHours(12)
            .toInstant();

    public PlantedSales(TestDatabase database) {
        this.database = database;
    }

    public static String paymentId(int sale) {
        return PastPayments.paymentId(suffix(sale));
    }

    private static String suffix(int sale) {
        return "s" + sale;
    }

    private Instant at(int sale) {
        return noon.minus(Duration.ofMinutes(3L * sale));
    }

    /// An empty ledger and an empty Stripe, at noon.
    public void reset() {
        database.sql()
                .execute(
                        "SET session_replication_role = replica; TRUNCATE token_transactions, token_entry_keys, token_lots,"
                                + " token_lot_draws, user_tokens, token_orders, reconciliation_findings, reconciliation_runs,"
                                + " reconciliation_items, stripe_movements, stripe_payouts, stripe_balances, reconciliation_watched,"
                                + " webhook_logs, ledger_proof_runs,"
                                + " users, businesses CASCADE; TRUNCATE simulator.objects, simulator.idempotent_answers");
        database.setClock(noon);
    }

    /// Orders 1 to count; all are credited but those named.
    public void orders(int count, Collection<Integer> uncredited) {
        database.sql().execute("""
                DO $$
                DECLARE
                    o token_orders;
                    noon timestamptz := '%s';
                BEGIN
                    FOR i IN REVERSE %d..1 LOOP
                        UPDATE test_clock SET shift = noon - i * interval '3 minutes' - ledger_now_shipped();
                        INSERT INTO users (id, email) VALUES (i, 'buyer' || i || '@example.com');
                        INSERT INTO token_orders (id, operation_key, user_id, package_version_id, token_amount, bonus_tokens,
                            price_pence, expires_at, stripe_checkout_session_id)
                        VALUES (i, 'order' || i, i, 2, 25, 5, 2500, ledger_now(), 'cs_test_s' || i);
                        IF NOT i = ANY ('{%s}'::int[]) THEN
                            PERFORM credit_order(i, 'cs_test_s' || i, 'pi_s' || i, 2500, 'GBP');
                        END IF;
                    END LOOP;
                    UPDATE test_clock SET shift = noon - ledger_now_shipped();
                END
                $$""".formatted(
                noon,
                count,
                String.join(",", uncredited.stream().map(String::valueOf).toList())));
    }

    public void paid(int sale) {
        paid(sale, sale, PRICE, 0);
    }

    public void paid(int sale, long orderId, long pence, long refunded) {
        add(PastPayments.paid(new PastPayments.Paid(suffix(sale), orderId, pence, at(sale), refunded, false)));
        if (refunded > 0) {
            add(PastPayments.refund(suffix(sale), 1, refunded, at(sale).plusSeconds(60)));
        }
    }

    /// A payment under its own number, made in the same minute as another sale, for an order.
    void paidBefore(int number, long orderId, int sameTimeAs) {
        add(PastPayments.paid(new PastPayments.Paid(
                suffix(number), orderId, PRICE, at(sameTimeAs).plusSeconds(30), 0, false)));
    }

    void disputed(int sale, String status) {
        add(PastPayments.paid(new PastPayments.Paid(suffix(sale), sale, PRICE, at(sale), 0, true)));
        add(PastPayments.dispute(suffix(sale), PRICE, status, at(sale).plusSeconds(60)));
    }

    /// A refund of a payment made before; the charge says so, too.
    void refund(int sale, long pence) {
        unsaved.replaceAll(row -> row.id().equals("ch_" + suffix(sale))
                ? new SimulatorRow(
                        row.id(),
                        row.object(),
                        row.created(),
                        row.parent(),
                        row.state().replaceFirst("\\}$", ",\"amount_refunded\":" + pence + "}"))
                : row);
        add(PastPayments.refund(suffix(sale), 1, pence, at(sale).plusSeconds(60)));
    }

    /// Holds tokens for a dispute, as the service does.
    void hold(int sale, long tokens) {
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'dispute', ?, -1, 'dispute_hold', NULL, ?, ?)",
                        "stripe:dp_" + suffix(sale) + ":hold",
                        (long) sale,
                        tokens,
                        (long) sale,
                        paymentId(sale));
    }

    void spend(int sale, long tokens) {
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'consumption', ?, -1, 'contact')",
                        "spend:" + sale,
                        (long) sale,
                        tokens);
    }

    /// The same customer's second order of the same package, two minutes after the first, paid and credited.
    void repeatedOrder(int order, int sale) {
        database.sql()
                .execute(
                        "INSERT INTO token_orders (id, operation_key, user_id, package_version_id, token_amount, bonus_tokens,"
                                + " price_pence, created_at, expires_at, stripe_checkout_session_id) OVERRIDING SYSTEM VALUE"
                                + " SELECT ?, ?, user_id, package_version_id, token_amount, bonus_tokens, price_pence,"
                                + " created_at + interval '2 minutes', expires_at, ? FROM token_orders WHERE id = ?",
                        (long) order,
                        "order" + order,
                        "cs_test_" + suffix(order),
                        (long) sale);
        database.sql()
                .execute(
                        "SELECT credit_order(?, ?, ?, 2500, 'GBP')",
                        (long) order,
                        "cs_test_" + suffix(order),
                        paymentId(order));
    }

    public void canceled(int sale) {
        add(PastPayments.failed(suffix(sale), sale, PRICE, at(sale)));
    }

    /// Takes tokens back for a refund, as the service does.
    public void takeBack(int sale, long tokens) {
        database.sql()
                .execute(
                        "SELECT post_tokens(?, ?, 'refund', ?, -1, 'payment_refund', NULL, ?, ?)",
                        "refund:" + sale + ":" + tokens,
                        (long) sale,
                        tokens,
                        (long) sale,
                        paymentId(sale));
    }

    /// Credits a sale a second time, under another checkout session.
    public void creditAgain(int sale) {
        database.sql()
                .execute(
                        "UPDATE token_orders SET stripe_checkout_session_id = ? WHERE id = ?", "cs_again" + sale, sale);
        database.sql()
                .execute("SELECT credit_order(?, ?, ?, 2500, 'GBP')", (long) sale, "cs_again" + sale, paymentId(sale));
    }

    /// Reverses every entry of an operation, as a person does.
    public void reverse(String operationKey) {
        database.sql()
                .rows("SELECT entry_id FROM token_entry_keys WHERE operation_key = ? ORDER BY entry_id", operationKey)
                .forEach(row -> database.sql()
                        .execute(
                                "SELECT reverse_entry(?, ?, NULL, 'duplicate_credit', 'Credited twice')",
                                "undo:" + row.get("entry_id"),
                                row.get("entry_id")));
    }

    private void add(List<SimulatorRow> rows) {
        unsaved.addAll(rows);
    }

    /// Hands what was planted at Stripe over to the simulator, in one statement.
    public void save() {
        database.sql()
                .execute(
                        "INSERT INTO simulator.objects (id, object, created, parent, state)"
                                + " SELECT id, object, created, parent, state::jsonb FROM jsonb_to_recordset(?::jsonb)"
                                + " AS t(id text, object text, created bigint, parent text, state text)",
                        new ObjectMapper().valueToTree(unsaved).toString());
        unsaved.clear();
    }
}
