package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.problem.Rejected;
import java.time.Instant;
import java.util.Optional;

/// The service's doors to orders.
final class Orders {
    private static final String READ = """
            SELECT o.id, o.user_id, o.operation_key, v.name, o.price_pence, o.currency, o.stripe_price_id, o.created_at,
                   o.expires_at, o.status <> 'created' OR o.expires_at <= ledger_now() AS ended,
                   o.stripe_checkout_session_id, o.stripe_checkout_url
            FROM token_orders o JOIN token_package_versions v ON v.id = o.package_version_id WHERE o.id = :id
            """;

    private final Database database;

    Orders(Database database) {
        this.database = database;
    }

    /// A purchase, judged before anybody can pay it (T15).
    long create(String operationKey, long userId, long packageId) {
        Object[] order = database.call(session -> session.createNativeQuery(
                        "SELECT id, status FROM create_purchase(:key, :user, :package)", Object[].class)
                .setParameter("key", operationKey)
                .setParameter("user", userId)
                .setParameter("package", packageId)
                .getSingleResult());
        if (order[1].equals("refused")) {
            throw new Rejected("purchase_refused");
        }
        return ((Number) order[0]).longValue();
    }

    Optional<FrozenOrder> find(long id) {
        return database.read(session ->
                session.createNativeQuery(READ, Object[].class).setParameter("id", id).getResultList().stream()
                        .findFirst()
                        .map(Orders::order));
    }

    private static FrozenOrder order(Object[] row) {
        long id = ((Number) row[0]).longValue();
        Amount price =
                new Amount(((Number) row[4]).longValue(), row[5].toString().strip());
        Optional<OpenCheckout> checkout = row[10] == null
                ? Optional.empty()
                : Optional.of(new OpenCheckout(id, (String) row[10], row[11] == null ? "" : (String) row[11]));
        return new FrozenOrder(
                id,
                ((Number) row[1]).longValue(),
                (String) row[2],
                new FrozenOrder.Sold((String) row[3], price, Optional.ofNullable((String) row[6])),
                new FrozenOrder.Life((Instant) row[7], (Instant) row[8], (Boolean) row[9]),
                checkout);
    }

    void attach(long order, String sessionId, String url) {
        database.call(session -> session.createNativeQuery(
                        "SELECT id FROM attach_checkout(:order, :session, :url)", Long.class)
                .setParameter("order", order)
                .setParameter("session", sessionId)
                .setParameter("url", url)
                .getSingleResult());
    }
}
