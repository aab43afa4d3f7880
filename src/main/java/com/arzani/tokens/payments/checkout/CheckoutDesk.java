package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.checkout.CheckoutLink.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checkout links for customers, asked for by people with their own login. Nothing here talks to Stripe: whichever
/// process runs jobs makes the link, so a desktop without a key works alike.
public final class CheckoutDesk {
    private static final Set<OperatorRole> MAY_REQUEST = Set.of(OperatorRole.SUPPORT, OperatorRole.ADMIN);
    private static final String LINK = """
            SELECT o.id, v.package_id, v.version, v.name, o.token_amount, o.bonus_tokens, o.price_pence, o.currency,
                   o.status, o.stripe_checkout_url, o.expires_at, o.expires_at <= ledger_now() AS over,
                   x.status AS asked, x.cause, x.cause_arguments,
                   EXISTS (SELECT FROM webhook_logs w WHERE w.object_id = o.stripe_checkout_session_id
                           AND w.event_type IN ('checkout.session.completed', 'checkout.session.async_payment_succeeded'))
                       AS told
            FROM token_orders o JOIN token_package_versions v ON v.id = o.package_version_id
            LEFT JOIN stripe_outbox x ON x.operation_key = 'checkout:' || o.id
            WHERE o.id = :id
            """;

    private final Database database;

    public CheckoutDesk(Database database) {
        this.database = database;
    }

    /// Whether the one who signed in may ask for links.
    public boolean mayRequest() {
        return MAY_REQUEST.contains(database.operator().role());
    }

    /// What the customer would see, in their order; their group in a price experiment included.
    ///
    /// @throws Rejected `not_permitted`, `user_unknown`
    public List<CheckoutOffer> offers(long userId) {
        return database.read(session -> session
                .createNativeQuery(
                        "SELECT id, version, name, token_amount, bonus_tokens, price_gbp, currency FROM offer_preview(:user)",
                        Object[].class)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(row -> offer(row, 0))
                .toList());
    }

    private static CheckoutOffer offer(Object[] row, int from) {
        return new CheckoutOffer(
                number(row[from]),
                Math.toIntExact(number(row[from + 1])),
                (String) row[from + 2],
                number(row[from + 3]),
                number(row[from + 4]),
                new Amount(number(row[from + 5]), row[from + 6].toString().strip()));
    }

    /// How long a link is good for (`TOKEN_PURCHASE_TIMEOUT`).
    public Duration goodFor() {
        return database.read(session -> Duration.ofMillis(Long.parseLong(session.createNativeQuery(
                        "SELECT value FROM settings WHERE name = 'TOKEN_PURCHASE_TIMEOUT' ORDER BY version DESC LIMIT 1",
                        String.class)
                .getSingleResult())));
    }

    /// Orders what was offered and asks for its link.
    ///
    /// @return the order's number; the same key gives the same again
    /// @throws Rejected `not_permitted`, `user_unknown`, `package_not_found`
    /// @throws Conflict `package_changed` if the package was edited since it was looked at
    public long request(String operationKey, long userId, CheckoutOffer offer) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT id FROM request_checkout(:key, :user, :package, :version)", Long.class)
                .setParameter("key", operationKey)
                .setParameter("user", userId)
                .setParameter("package", offer.packageId())
                .setParameter("version", offer.version())
                .getSingleResult());
    }

    /// The order that was made under a key.
    public Optional<Long> requested(String operationKey) {
        return database.read(session -> session
                .createNativeQuery("SELECT id FROM token_orders WHERE operation_key = :key", Long.class)
                .setParameter("key", operationKey)
                .getResultList()
                .stream()
                .findFirst());
    }

    public Optional<CheckoutLink> link(long orderId) {
        return database.read(session ->
                session.createNativeQuery(LINK, Object[].class).setParameter("id", orderId).getResultList().stream()
                        .findFirst()
                        .map(CheckoutDesk::link));
    }

    private static CheckoutLink link(Object[] row) {
        Optional<String> url = Optional.ofNullable((String) row[9]);
        Optional<CheckoutLink.Cause> cause = Optional.ofNullable((String) row[13])
                .map(key -> new CheckoutLink.Cause(key, Arrays.asList((String[]) row[14])));
        Seen seen = new Seen(
                (String) row[8], url.isPresent(), (Boolean) row[11], (String) row[12], cause.isPresent(), (Boolean)
                        row[15]);
        return new CheckoutLink(number(row[0]), offer(row, 1), seen.state(), url, cause, (Instant) row[10]);
    }

    private record Seen(String status, boolean linked, boolean over, String asked, boolean troubled, boolean told) {
        State state() {
            return switch (status) {
                case "paid" -> State.CREDITED;
                case "refused" -> State.REFUSED;
                case "failed" -> State.FAILED;
                default -> told ? State.PAID : open();
            };
        }

        private State open() {
            if (over || status.equals("expired")) {
                return State.EXPIRED;
            }
            if (linked) {
                return State.OPEN;
            }
            if (asked != null && !asked.equals("waiting")) {
                return State.PROBLEM;
            }
            return troubled ? State.DELAYED : State.WAITING;
        }
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
