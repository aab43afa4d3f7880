package com.arzani.tokens.payments.refunds;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/// Refunds as an operator asks for them, with the operator's own login. Nothing here speaks with Stripe: the outbox
/// does.
public final class RefundDesk {
    private static final String ARGUMENTS = "(:key, :order, :pence, :code, :note, :left)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public RefundDesk(Database database) {
        this.database = database;
    }

    /// What giving so much back would take; nothing is done.
    ///
    /// @throws TokenProblem `refund_too_large`, `refund_order_not_paid`
    public RefundPreview preview(long orderId, long pence) {
        String shown = database.call(session -> session.createNativeQuery(
                        "SELECT CAST(preview_refund(:order, :pence) AS text)", String.class)
                .setParameter("order", orderId)
                .setParameter("pence", pence)
                .getSingleResult());
        JsonNode json = json(shown);
        long tokens = json.path("tokens").longValue();
        RefundPreview.Wallet before = new RefundPreview.Wallet(
                json.path("balance_before").longValue(),
                json.path("owed_before").longValue());
        RefundPreview.Wallet after = new RefundPreview.Wallet(
                json.path("balance_after").longValue(), json.path("owed_after").longValue());
        return new RefundPreview(
                tokens,
                tokens - (after.owed() - before.owed()),
                before,
                after,
                json.path("left_pence").longValue());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the database wrote no JSON", impossible);
        }
    }

    /// Has it made, within one's limits. The same key again is the same refund.
    ///
    /// @return the outbox's row
    /// @throws TokenProblem `refund_over_limit`, `refund_over_day`: ask for it instead; `refund_left_changed`,
    /// `refund_too_large`, `refund_order_not_paid`, `not_permitted`
    public long refund(NewOrderRefund refund) {
        return call("SELECT id FROM refund_order" + ARGUMENTS, refund);
    }

    /// Asks another person for it.
    ///
    /// @return the request's number
    public long request(NewOrderRefund refund) {
        return call("SELECT id FROM request_refund" + ARGUMENTS, refund);
    }

    private long call(String door, NewOrderRefund refund) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("key", refund.operationKey());
        values.put("order", refund.orderId());
        values.put("pence", refund.pence());
        values.put("code", refund.reasonCode());
        values.put("note", refund.note());
        values.put("left", refund.left());
        return database.call(session -> {
            var query = session.createNativeQuery(door, Long.class);
            values.forEach(query::setParameter);
            return query.getSingleResult();
        });
    }

    /// What of an order can still be given back, in pence.
    public long left(long orderId) {
        return database.call(session -> session.createNativeQuery("SELECT order_refund_left(:order)", Long.class)
                .setParameter("order", orderId)
                .getSingleResult());
    }
}
