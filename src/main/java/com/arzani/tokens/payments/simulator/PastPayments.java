package com.arzani.tokens.payments.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Rows for payments of the past, to be copied into `simulator.objects`: four for a purchase, two more for a refund or
/// a
/// dispute. Refunds and disputes also show on the charge, so they are named when the purchase's rows are made.
///
/// Ids: a payment `pi_X` has the charge `ch_X` and the balance transaction `txn_X`. Every text must be plain ASCII
/// letters,
/// digits and underscores. All money is in pounds.
public final class PastPayments {
    private PastPayments() {}

    /// A checkout that was paid for.
    ///
    /// @param suffix what follows `pi_`, `ch_`, `txn_` and `cs_test_` in its ids; unique
    /// @param orderId our order, or 0 for a payment that names none
    /// @param refundedPence what went back in all, as told by the refund rows
    /// @param disputed whether there is a dispute
    public record Paid(String suffix, long orderId, long pence, Instant at, long refundedPence, boolean disputed) {}

    public static String paymentId(String suffix) {
        return "pi_" + suffix;
    }

    public static String sessionId(String suffix) {
        return "cs_test_" + suffix;
    }

    /// Session, payment intent, charge and balance transaction (with Stripe's fee) of one purchase.
    public static List<SimulatorRow> paid(Paid paid) {
        String payment = paymentId(paid.suffix());
        String charge = "ch_" + paid.suffix();
        String movement = "txn_" + paid.suffix();
        long at = paid.at().getEpochSecond();
        String amount = "{\"amount\":" + paid.pence();
        String metadata = metadata(paid.orderId());
        return List.of(
                new SimulatorRow(
                        sessionId(paid.suffix()),
                        "checkout.session",
                        at - 60,
                        payment,
                        "{\"amount_total\":" + paid.pence() + ",\"status\":\"complete\",\"payment_status\":\"paid\""
                                + metadata + "}"),
                new SimulatorRow(
                        payment,
                        "payment_intent",
                        at,
                        null,
                        amount + ",\"latest_charge\":\"" + charge + "\"" + metadata + "}"),
                new SimulatorRow(charge, "charge", at, payment, amount + charged(paid, movement) + "}"),
                new SimulatorRow(
                        movement,
                        "balance_transaction",
                        at,
                        charge,
                        amount + ",\"fee\":" + Movements.feePence(paid.pence()) + "}"));
    }

    private static String charged(Paid paid, String movement) {
        return ",\"balance_transaction\":\"" + movement + "\""
                + (paid.refundedPence() > 0 ? ",\"amount_refunded\":" + paid.refundedPence() : "")
                + (paid.disputed() ? ",\"disputed\":true" : "");
    }

    /// A payment that did not come about: the customer gave up or the card was declined.
    public static List<SimulatorRow> failed(String suffix, long orderId, long pence, Instant at) {
        long second = at.getEpochSecond();
        String metadata = metadata(orderId);
        return List.of(
                new SimulatorRow(
                        sessionId(suffix),
                        "checkout.session",
                        second - 60,
                        paymentId(suffix),
                        "{\"amount_total\":" + pence + ",\"status\":\"expired\"" + metadata + "}"),
                new SimulatorRow(
                        paymentId(suffix),
                        "payment_intent",
                        second,
                        null,
                        "{\"amount\":" + pence + ",\"status\":\"canceled\",\"cancellation_reason\":\"abandoned\""
                                + ",\"canceled_at\":" + second + metadata + "}"));
    }

    /// A refund that succeeded, and its movement on the balance; `number` tells several of one payment apart.
    public static List<SimulatorRow> refund(String suffix, int number, long pence, Instant at) {
        String refund = "re_" + suffix + "_" + number;
        String movement = "txn_" + suffix + "_r" + number;
        long second = at.getEpochSecond();
        return List.of(
                new SimulatorRow(
                        refund,
                        "refund",
                        second,
                        paymentId(suffix),
                        "{\"amount\":" + pence + ",\"charge\":\"ch_" + suffix + "\",\"balance_transaction\":\""
                                + movement + "\"}"),
                new SimulatorRow(
                        movement,
                        "balance_transaction",
                        second,
                        refund,
                        "{\"amount\":-" + pence + ",\"type\":\"refund\",\"reporting_category\":\"refund\"}"));
    }

    /// A dispute, and the money it took from the balance; one that was won gave it back.
    ///
    /// @param status one of Stripe's for a dispute, such as `needs_response`, `won`, `lost`
    public static List<SimulatorRow> dispute(String suffix, long pence, String status, Instant at) {
        long second = at.getEpochSecond();
        String dispute = "dp_" + suffix;
        List<SimulatorRow> rows = new ArrayList<>(List.of(
                new SimulatorRow(
                        dispute,
                        "dispute",
                        second,
                        paymentId(suffix),
                        "{\"amount\":" + pence + ",\"charge\":\"ch_" + suffix + "\",\"status\":\"" + status + "\"}"),
                new SimulatorRow(
                        "txn_" + suffix + "_d",
                        "balance_transaction",
                        second,
                        dispute,
                        "{\"amount\":-" + pence + ",\"fee\":" + Movements.DISPUTE_FEE_PENCE
                                + ",\"type\":\"adjustment\",\"reporting_category\":\"dispute\"}")));
        if (status.equals("won")) {
            rows.add(new SimulatorRow(
                    "txn_" + suffix + "_w",
                    "balance_transaction",
                    second + 1,
                    dispute,
                    "{\"amount\":" + pence + ",\"type\":\"adjustment\",\"reporting_category\":\"dispute_reversal\"}"));
        }
        return rows;
    }

    private static String metadata(long orderId) {
        return orderId == 0 ? "" : ",\"metadata\":{\"order_id\":\"" + orderId + "\"}";
    }
}
