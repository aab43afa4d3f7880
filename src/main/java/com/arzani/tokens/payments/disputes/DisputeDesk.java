package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.database.Database;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// Disputes as an operator sees and answers them, with the operator's own login: support reads, finance and
/// administrators
/// answer. What is answered goes through the outbox; nothing here calls Stripe.
public final class DisputeDesk {
    private final Database database;

    public DisputeDesk(Database database) {
        this.database = database;
    }

    /// @param needResponse wait for our answer
    /// @param inReview     wait for the bank
    /// @param heldTokens   held by all open ones
    public record Counts(long needResponse, long inReview, long heldTokens) {}

    /// Disputes whose deadline is near and that nobody has answered.
    ///
    /// @param firstDue the nearest of the deadlines
    public record Pressing(long count, Optional<Instant> firstDue) {}

    /// Disputes in the desk's order: what waits for an answer by its deadline, then the newest.
    ///
    /// @param text  a dispute's, payment's, order's or customer's id; empty for all
    /// @param after the last of the page before; empty for the first page
    public List<DisputeCase> page(DisputeFilter filter, String text, Optional<DisputeCase> after, int most) {
        String query = DisputeSql.CASES + DisputeSql.PAGE.replace("d.%s", filter.condition());
        return database.read(session -> session
                .createNativeQuery(query, Object[].class)
                .setParameter("order", after.map(DisputeCase::order).orElse(Long.MIN_VALUE))
                .setParameter("id", after.map(DisputeCase::id).orElse(""))
                .setParameter("text", text)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(DisputeRows::dispute)
                .toList());
    }

    public Counts counts() {
        Object[] row = database.read(session ->
                session.createNativeQuery(DisputeSql.COUNTS, Object[].class).getSingleResult());
        return new Counts(DisputeRows.whole(row[0]), DisputeRows.whole(row[1]), DisputeRows.whole(row[2]));
    }

    public Pressing pressing() {
        Object[] row = database.read(session ->
                session.createNativeQuery(DisputeSql.PRESSING, Object[].class).getSingleResult());
        return new Pressing(DisputeRows.whole(row[0]), Optional.ofNullable((Instant) row[1]));
    }

    /// Everything about one dispute; nothing if it was never booked here.
    public Optional<DisputeFacts> facts(String disputeId) {
        return database.read(session -> {
            snapshot(session);
            return one(
                            session,
                            DisputeSql.CASES + "WHERE d.id = :dispute",
                            query -> query.setParameter("dispute", disputeId))
                    .map(DisputeRows::dispute)
                    .map(dispute -> facts(session, dispute));
        });
    }

    /// One moment for all of it.
    private static void snapshot(Session session) {
        session.doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        });
    }

    private static DisputeFacts facts(Session session, DisputeCase dispute) {
        String id = dispute.id();
        long order = dispute.claim().orderId();
        Parameters byOrder = query -> query.setParameter("order", order);
        Parameters byId = query -> query.setParameter("dispute", id);
        return new DisputeFacts(
                dispute,
                DisputeRows.purchase(one(session, DisputeSql.PURCHASE, byOrder).orElseThrow()),
                rows(session, DisputeSql.USES, byOrder).stream()
                        .map(DisputeRows::use)
                        .toList(),
                rows(session, DisputeSql.MONEY, byId).stream()
                        .map(DisputeRows::money)
                        .toList(),
                rows(
                                session,
                                DisputeSql.HISTORY,
                                query -> byId.set(query)
                                        .setParameter("payment", dispute.claim().paymentId()))
                        .stream()
                        .map(DisputeRows::step)
                        .toList(),
                DisputeRows.others(one(
                                session,
                                DisputeSql.OTHERS,
                                query -> byOrder.set(byId.set(query))
                                        .setParameter("user", dispute.customer().userId()))
                        .orElseThrow()),
                one(session, DisputeSql.DRAFT, byId).map(DisputeRows::draft).orElseGet(DisputeRows::noDraft),
                session.createNativeQuery("SELECT ledger_now()", Instant.class).getSingleResult());
    }

    private interface Parameters {
        NativeQuery<Object[]> set(NativeQuery<Object[]> query);
    }

    private static List<Object[]> rows(Session session, String query, Parameters parameters) {
        return parameters.set(session.createNativeQuery(query, Object[].class)).getResultList();
    }

    private static Optional<Object[]> one(Session session, String query, Parameters parameters) {
        return rows(session, query, parameters).stream().findFirst();
    }

    /// Keeps a draft of the evidence; gives its version.
    ///
    /// @param version of the draft the person saw, 0 for none
    /// @throws TokenProblem `not_permitted`, `dispute_answer_changed`, `dispute_not_answerable`, and what is wrong with
    /// it
    public int save(String disputeId, Map<String, String> texts, int version) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT version FROM save_dispute_evidence(:dispute, CAST(:texts AS jsonb), :version)",
                        Integer.class)
                .setParameter("dispute", disputeId)
                .setParameter("texts", DisputeRows.json(texts))
                .setParameter("version", version)
                .getSingleResult());
    }

    /// Has the saved draft sent to the bank, for good; gives the key of the request to Stripe.
    public String submit(String disputeId, int version) {
        return database.call(
                session -> session.createNativeQuery("SELECT submit_dispute_evidence(:dispute, :version)", String.class)
                        .setParameter("dispute", disputeId)
                        .setParameter("version", version)
                        .getSingleResult());
    }

    /// Gives the dispute up, for good; gives the key of the request to Stripe.
    public String accept(String disputeId, String reason) {
        return database.call(
                session -> session.createNativeQuery("SELECT accept_dispute(:dispute, :reason)", String.class)
                        .setParameter("dispute", disputeId)
                        .setParameter("reason", reason)
                        .getSingleResult());
    }
}
