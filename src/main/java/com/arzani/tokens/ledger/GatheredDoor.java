package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.TokenProblem;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// One call of `post_gathered`: many postings, one statement, one commit.
final class GatheredDoor {
    private final Database service;

    GatheredDoor(Database service) {
        this.service = service;
    }

    /// What became of one posting: its entry, or its refusal.
    ///
    /// @param line place of the posting in the call, from 0
    record Outcome(int line, LedgerEntry entry, TokenProblem refusal) {}

    /// Posts all; a refused one does not fail the others. Whatever is thrown concerns the call as a whole.
    List<Outcome> post(List<WaitingPosting> postings) {
        return service.call(session -> bind(session, postings).getResultList().stream()
                .map(GatheredDoor::outcome)
                .toList());
    }

    private static NativeQuery<Object[]> bind(Session session, List<WaitingPosting> postings) {
        return session.createNativeQuery("""
                        SELECT o.line, o.refusal, CAST(o.arguments AS text) AS arguments, {e.*}
                        FROM post_gathered(:keys, :users, :types, :tokens, :directions, :actions, :references, :orders, :intents,
                            :reverses, :behalfs, :requests, CAST(:metadata AS jsonb[])) o
                        CROSS JOIN LATERAL (SELECT (o.entry).*) e""", Object[].class)
                .addScalar("line", Integer.class)
                .addScalar("refusal", String.class)
                .addScalar("arguments", String.class)
                .addEntity("e", LedgerEntry.class)
                .setParameter("keys", texts(postings, Posting::operationKey), String[].class)
                .setParameter("users", all(postings, Posting::userId, Long[]::new), Long[].class)
                .setParameter("types", texts(postings, posting -> posting.type().code()), String[].class)
                .setParameter(
                        "tokens", all(postings, posting -> posting.tokens().count(), Long[]::new), Long[].class)
                .setParameter(
                        "directions",
                        all(postings, posting -> posting.direction().sign(), Integer[]::new),
                        Integer[].class)
                .setParameter(
                        "actions", texts(postings, posting -> posting.context().actionType()), String[].class)
                .setParameter(
                        "references",
                        all(postings, posting -> posting.context().referenceId(), Long[]::new),
                        Long[].class)
                .setParameter(
                        "orders", all(postings, posting -> posting.context().orderId(), Long[]::new), Long[].class)
                .setParameter(
                        "intents", texts(postings, posting -> posting.context().paymentIntentId()), String[].class)
                .setParameter("reverses", all(postings, Posting::reverses, Long[]::new), Long[].class)
                .setParameter(
                        "behalfs", texts(postings, posting -> posting.context().onBehalfOf()), String[].class)
                .setParameter(
                        "requests",
                        postings.stream().map(WaitingPosting::requestId).toArray(String[]::new),
                        String[].class)
                .setParameter(
                        "metadata", texts(postings, posting -> posting.context().metadata()), String[].class);
    }

    private static String[] texts(List<WaitingPosting> postings, Function<Posting, String> field) {
        return all(postings, field, String[]::new);
    }

    private static <T> T[] all(List<WaitingPosting> postings, Function<Posting, T> field, IntFunction<T[]> array) {
        return postings.stream().map(waiting -> field.apply(waiting.posting())).toArray(array);
    }

    private static Outcome outcome(Object[] row) {
        int line = (Integer) row[0] - 1;
        return row[1] == null
                ? new Outcome(line, (LedgerEntry) row[3], null)
                : new Outcome(line, null, PostingJson.refusal((String) row[1], (String) row[2]));
    }
}
