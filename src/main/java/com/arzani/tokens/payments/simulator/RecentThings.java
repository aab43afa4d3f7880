package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.money.Digits;
import java.time.Instant;
import java.util.List;

/// The newest objects of each kind, in one list.
final class RecentThings {
    private static final String STATEMENT = part("checkout.session", "CHECKOUT", "open", "amount_total")
            + " UNION ALL "
            + part("payment_intent", "PAYMENT", "succeeded", "amount")
            + " UNION ALL "
            + part("refund", "REFUND", "succeeded", "amount")
            + " UNION ALL "
            + part("dispute", "DISPUTE", "needs_response", "amount")
            + " UNION ALL "
            + part("payout", "PAYOUT", "paid", "amount")
            + " ORDER BY created DESC, seq DESC LIMIT ?";

    private RecentThings() {}

    /// Checkouts are shown while they can be paid; afterwards their payment stands for them.
    private static String part(String object, String kind, String status, String amount) {
        String open = kind.equals("CHECKOUT") ? " AND coalesce(o.state->>'status', 'open') = 'open'" : "";
        String payment = kind.equals("PAYMENT") ? "o.id" : "coalesce(o.parent, '')";
        String refunded = kind.equals("PAYMENT")
                ? "coalesce((SELECT (c.state->>'amount_refunded')::bigint FROM simulator.objects c"
                        + " WHERE c.id = o.state->>'latest_charge'), 0)"
                : "0::bigint";
        return "(SELECT o.id, '" + kind + "' AS kind, coalesce(o.state->>'status', '" + status + "') AS status,"
                + " (o.state->>'" + amount + "')::bigint AS pence, o.created, " + payment + " AS payment,"
                + " coalesce(o.state #>> '{metadata,order_id}', '') AS order_id, " + refunded + " AS refunded, o.seq"
                + " FROM simulator.objects o WHERE o.object = '" + object + "'" + open
                + " ORDER BY o.created DESC, o.seq DESC LIMIT ?)";
    }

    static List<Thing> read(int most, StoredObjects objects) {
        return objects.rows(STATEMENT, most, most, most, most, most, most).stream()
                .map(row -> new Thing(
                        (String) row[0],
                        Thing.Kind.valueOf((String) row[1]),
                        (String) row[2],
                        (Long) row[3],
                        Instant.ofEpochSecond((Long) row[4]),
                        (String) row[5],
                        Digits.parse((String) row[6]).orElse(0),
                        (Long) row[7]))
                .toList();
    }
}
