package com.arzani.tokens.payments.risk;

import com.arzani.tokens.database.Database;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Reviews as an operator sees and decides them, with the operator's own login: support reads and comments, finance and
/// administrators decide.
public final class RiskDesk {
    private final Database database;

    public RiskDesk(Database database) {
        this.database = database;
    }

    /// @param held tokens of all that wait for a decision
    public record Counts(long open, long held, long refused) {}

    /// Reviews in the desk's order.
    ///
    /// @param text  an order's or a customer's id; empty for all
    /// @param after the last of the page before; empty for the first page
    public List<RiskReview> page(RiskFilter filter, String text, Optional<RiskReview> after, int most) {
        String query = RiskSql.REVIEWS + RiskSql.PAGE.replace("%s", filter.condition());
        return database.read(session -> session
                .createNativeQuery(query, Object[].class)
                .setParameter("order", after.map(RiskReview::order).orElse(Long.MIN_VALUE))
                .setParameter("id", after.map(RiskReview::orderId).orElse(0L))
                .setParameter("text", text)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(RiskRows::review)
                .toList());
    }

    public Counts counts() {
        Object[] row = database.read(session ->
                session.createNativeQuery(RiskSql.COUNTS, Object[].class).getSingleResult());
        return new Counts(RiskRows.whole(row[0]), RiskRows.whole(row[1]), RiskRows.whole(row[2]));
    }

    /// Everything about one review; nothing if the order has none.
    public Optional<RiskCase> find(long orderId) {
        return database.read(session -> one(session, RiskSql.REVIEWS + "WHERE r.order_id = :value", orderId)
                .map(RiskRows::review)
                .map(review -> whole(session, review)));
    }

    private static RiskCase whole(Session session, RiskReview review) {
        long order = review.orderId();
        long user = review.customer().userId();
        return new RiskCase(
                review,
                RiskRows.judged(one(session, RiskSql.JUDGED, order).orElseThrow()),
                RiskRows.numbers(one(session, RiskSql.NUMBERS, user).orElseThrow()),
                one(session, RiskSql.BLOCK, user).map(RiskRows::block),
                rows(session, RiskSql.NOTES, order).stream().map(RiskRows::note).toList(),
                session.createNativeQuery("SELECT ledger_now()", java.time.Instant.class)
                        .getSingleResult());
    }

    private static List<Object[]> rows(Session session, String query, long value) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("value", value)
                .getResultList();
    }

    private static Optional<Object[]> one(Session session, String query, long value) {
        return rows(session, query, value).stream().findFirst();
    }

    /// Gives the held tokens to the customer.
    ///
    /// @param version of the review the person saw
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`, `risk_review_unknown`, `reason_missing`
    /// @throws com.arzani.tokens.problem.Conflict `risk_review_decided` (by whom), `risk_review_not_open`,
    /// `risk_review_moved`, `key_used`
    public void release(String operationKey, long orderId, long version, String reason) {
        decide("release_risk_review", operationKey, orderId, version, reason);
    }

    /// Sends the money back, alone within the person's limits, beyond them as a request for a second person.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem as `release`
    public void refund(String operationKey, long orderId, long version, String reason) {
        decide("refund_risk_review", operationKey, orderId, version, reason);
    }

    private void decide(String door, String key, long orderId, long version, String reason) {
        database.call(session -> session.createNativeQuery(
                        "SELECT order_id FROM " + door + "(:key, :order, :version, :reason)", Long.class)
                .setParameter("key", key)
                .setParameter("order", orderId)
                .setParameter("version", version)
                .setParameter("reason", reason)
                .getSingleResult());
    }

    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `risk_review_unknown`, `reason_missing`
    public void comment(String operationKey, long orderId, String text) {
        about("comment_risk_review", operationKey, orderId, text);
    }

    /// The customer can neither buy nor spend from now on.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `user_unknown`, `reason_missing`,
    /// `user_blocked_already`
    public void block(String operationKey, long userId, String reason) {
        about("block_user", operationKey, userId, reason);
    }

    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `reason_missing`, `user_not_blocked`
    public void unblock(String operationKey, long userId, String reason) {
        about("unblock_user", operationKey, userId, reason);
    }

    private void about(String door, String key, long id, String text) {
        database.call(
                session -> session.createNativeQuery("SELECT count(*) FROM " + door + "(:key, :id, :text)", Long.class)
                        .setParameter("key", key)
                        .setParameter("id", id)
                        .setParameter("text", text)
                        .getSingleResult());
    }

    /// Whether anything was done under this operation key.
    public boolean isDone(String operationKey) {
        return database.read(session -> session.createNativeQuery(RiskSql.DONE, Boolean.class)
                .setParameter("key", operationKey)
                .getSingleResult());
    }
}
