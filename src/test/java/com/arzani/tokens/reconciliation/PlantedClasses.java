package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.testing.TestDatabase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every class of difference three times among good sales, at both sides of what happened. Sale numbers from 1 on go
/// back
/// in time, three minutes each.
final class PlantedClasses {
    private static final int TIMES = 3;
    private static final String GOOD_PAYOUT = "po_good";

    private final TestDatabase database;
    private final PlantedSales sales;
    private final int count;
    private final Set<String> expected = new TreeSet<>();

    PlantedClasses(TestDatabase database, PlantedSales sales, int count) {
        this.database = database;
        this.sales = sales;
        this.count = count;
    }

    /// The sale number in which a class is planted, the k-th time; those of R18 are more than a day old.
    static int sale(int kind, int k) {
        return 20 + kind * 50 + k * 13;
    }

    private static List<Integer> salesOf(int kind) {
        return List.of(sale(kind, 0), sale(kind, 1), sale(kind, 2));
    }

    /// What the first run must find, as `class stripe-id`.
    Set<String> expected() {
        return expected;
    }

    void plant() {
        Set<Integer> uncredited = new HashSet<>();
        uncredited.addAll(salesOf(1));
        uncredited.addAll(salesOf(13));
        sales.orders(count, uncredited);
        sql("SELECT setval(pg_get_serial_sequence('token_orders', 'id'), 500000)");
        Set<Integer> special = new HashSet<>();
        for (int kind : List.of(2, 3, 4, 5, 6, 19)) {
            special.addAll(salesOf(kind));
        }
        for (int sale = 1; sale <= count; sale++) {
            if (!special.contains(sale)) {
                sales.paid(sale);
            }
        }
        atStripe();
        sales.save();
        here();
        events();
        payouts();
        catalogue();
        balance();
        for (int kind : List.of(1, 2, 3, 4, 5, 6, 7, 13, 15, 18)) {
            salesOf(kind).forEach(sale -> expect(kind, PlantedSales.paymentId(sale)));
        }
        salesOf(19).forEach(sale -> {
            expect(3, PlantedSales.paymentId(sale));
            expect(19, PlantedSales.paymentId(sale));
        });
    }

    private void expect(int kind, String stripeId) {
        expected.add("R" + kind + " " + stripeId);
    }

    private void atStripe() {
        sales.canceled(sale(2, 0));
        sales.canceled(sale(2, 1));
        for (int k = 0; k < TIMES; k++) {
            sales.paid(sale(3, k), sale(3, k), 2500, 2500);
            sales.paid(sale(4, k), sale(4, k), 2500, 1250);
            sales.disputed(sale(5, k), List.of("needs_response", "won", "lost").get(k));
            sales.paid(sale(6, k), sale(6, k), 2400, 0);
            sales.paid(sale(19, k), sale(19, k), 2500, 2500);
            sales.paid(100_000 + k, 0, 700, 0);
            expect(14, PlantedSales.paymentId(100_000 + k));
        }
        for (int k = 0; k < 2; k++) {
            sales.paidBefore(200_000 + k, sale(8, k), sale(8, k));
            expect(8, PlantedSales.paymentId(200_000 + k));
        }
        sales.paidBefore(200_002, 200_002, sale(8, 2));
        expect(8, PlantedSales.paymentId(200_002));
        for (int k = 0; k < TIMES; k++) {
            sales.refund(sale(15, k), 1000);
        }
    }

    /// What happened in our own books, and what did not.
    private void here() {
        sales.hold(sale(5, 1), 30);
        for (int k = 0; k < TIMES; k++) {
            sales.creditAgain(sale(7, k));
            sales.spend(sale(19, k), 20);
            sql("UPDATE token_orders SET package_version_id = 90 WHERE id = " + sale(11, k));
            state(PlantedSales.paymentId(sale(13, k)), "{\"livemode\":true}");
            state("ch_s" + sale(18, k), "{\"balance_transaction\":null}");
        }
        sql("DELETE FROM simulator.objects WHERE id LIKE 'txn_s%' AND parent IN ("
                + String.join(
                        ",",
                        salesOf(18).stream().map(sale -> "'ch_s" + sale + "'").toList())
                + ")");
        sales.repeatedOrder(200_002, sale(8, 2));
    }

    /// The package of three sales was edited since.
    void edited() {
        sql(
                "INSERT INTO token_packages (id, name, token_amount, price_gbp, bonus_tokens, is_active, version, display_order)"
                        + " OVERRIDING SYSTEM VALUE VALUES (90, 'Edited since', 99, 9900, 0, false, 2, 9) ON CONFLICT DO NOTHING");
        sql(
                "INSERT INTO token_package_versions (id, package_id, version, name, token_amount, price_gbp, currency,"
                        + " bonus_tokens, is_active, is_recommended, display_order, reason) OVERRIDING SYSTEM VALUE"
                        + " VALUES (90, 90, 1, 'Edited since', 25, 2500, 'GBP', 5, true, false, 9, 'Planted') ON CONFLICT DO NOTHING");
    }

    /// Refunds that took their tokens and failed afterwards.
    void failRefunds(Booker refunds) {
        salesOf(15).forEach(sale -> refunds.bring("re_s" + sale + "_1"));
        salesOf(15).forEach(sale -> {
            state("re_s" + sale + "_1", "{\"status\":\"failed\"}");
            state("ch_s" + sale, "{\"amount_refunded\":0}");
        });
    }

    private void events() {
        database.sql()
                .execute(
                        "INSERT INTO simulator.objects (id, object, created, parent, label, state) SELECT 'evt_s' || n,"
                                + " 'event', extract(epoch FROM ledger_now())::bigint - n * 180, 'payment_intent.succeeded',"
                                + " 'delivered', jsonb_build_object('type', 'payment_intent.succeeded', 'data',"
                                + " jsonb_build_object('object', ?::jsonb || jsonb_build_object('id', 'pi_s' || n)))"
                                + " FROM generate_series(6, ?) n",
                        payment(),
                        count);
        sql("INSERT INTO webhook_logs (stripe_event_id, event_type, livemode, object_id, payload, status, received_at,"
                + " processed_at) SELECT 'evt_s' || n, 'payment_intent.succeeded', false, 'pi_s' || n, '{}', 'processed',"
                + " ledger_now() - n * interval '3 minutes', ledger_now() FROM generate_series(6, " + count + ") n"
                + " WHERE n NOT IN (" + sale(9, 0) + "," + sale(9, 1) + "," + sale(9, 2) + ")");
        salesOf(9).forEach(sale -> expected.add("R9 evt_s" + sale));
        String[] stuck = {"'received', 0", "'failed', 6", "'parked', 10"};
        for (int k = 0; k < TIMES; k++) {
            sql("INSERT INTO webhook_logs (stripe_event_id, event_type, livemode, object_id, payload, status, attempts,"
                    + " received_at, next_attempt_at) VALUES ('evt_stuck" + k
                    + "', 'charge.refunded', false, 'ch_x', '{}', "
                    + stuck[k] + ", ledger_now() - interval '10 minutes', ledger_now() + interval '1 hour')");
            expected.add("R10 evt_stuck" + k);
        }
    }

    /// Stripe's own example of a payment.
    private static String payment() {
        try (InputStream in = PlantedClasses.class.getResourceAsStream("/stripe/fixtures.json")) {
            return new ObjectMapper()
                    .readTree(in)
                    .path("resources")
                    .path("payment_intent")
                    .toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Two payouts that add up and three that do not; each has two pages of movements.
    private void payouts() {
        List<String> ids = List.of(GOOD_PAYOUT + "1", GOOD_PAYOUT + "2", "po_short", "po_long", "po_failed");
        for (String id : ids) {
            long net = 130 * 965;
            long amount = id.equals("po_short") ? net - 1 : id.equals("po_long") ? net + 1 : net;
            String status = id.equals("po_failed") ? "failed" : "paid";
            sql("INSERT INTO simulator.objects (id, object, created, state) VALUES ('" + id + "', 'payout',"
                    + " extract(epoch FROM ledger_now())::bigint - 7200, '{\"amount\":" + amount + ",\"status\":\""
                    + status
                    + "\"}')");
            sql("INSERT INTO simulator.objects (id, object, created, parent, label, state) SELECT 'txn_" + id
                    + "_' || n,"
                    + " 'balance_transaction', extract(epoch FROM ledger_now())::bigint - 90000 - n, 'ch_s7', '" + id
                    + "', '{\"amount\":1000,\"fee\":35}' FROM generate_series(1, 130) n");
            sql("INSERT INTO simulator.objects (id, object, created, parent, label, state) VALUES ('txn_" + id
                    + "', 'balance_transaction', extract(epoch FROM ledger_now())::bigint - 7200, '" + id + "', '" + id
                    + "', '{\"amount\":" + -amount + ",\"type\":\"payout\",\"reporting_category\":\"payout\"}')");
            if (!id.startsWith(GOOD_PAYOUT)) {
                expected.add("R16 " + id);
            }
        }
    }

    private void catalogue() {
        for (int id = 1; id <= TIMES; id++) {
            sql("INSERT INTO simulator.objects (id, object, created, state) VALUES ('prod_planted" + id
                    + "', 'product', 1000, '{\"name\":\"Other\",\"metadata\":{\"package_id\":\"" + id + "\"}}')");
            expected.add("R12 package_" + id);
        }
    }

    /// Three wallets that are not the sum of their entries.
    private void balance() {
        for (int k = 0; k < TIMES; k++) {
            sql("SET session_replication_role = replica; UPDATE user_tokens SET token_balance = token_balance + 1 WHERE"
                    + " user_id = " + sale(17, k));
            expected.add("R17 wallet_" + sale(17, k));
        }
    }

    Set<String> packageEdits() {
        return new HashSet<>(salesOf(11).stream().map(PlantedSales::paymentId).toList());
    }

    private void state(String id, String more) {
        database.sql().execute("UPDATE simulator.objects SET state = state || ?::jsonb WHERE id = ?", more, id);
    }

    private void sql(String statement) {
        database.sql().execute(statement);
    }
}
