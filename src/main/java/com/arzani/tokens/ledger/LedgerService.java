package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;
import java.util.Optional;

/// Posts to the ledger through its doors and reads single wallets and entries. Each posting is one autocommit function
/// call,
/// one round trip (ruling 1). Refusals come as Rejected (`insufficient_tokens`, `not_permitted` …); a key used for
/// something
/// else, or a wallet that moved since it was looked at, as Conflict; after Unavailable the outcome is unknown until
/// `entries(key)` answers (F2).
public final class LedgerService {
    /// The doors a person posts through, as they stand in statements.
    private static final String DOORS =
            "adjust_tokens|reverse_entry|extend_boost|end_boost|grant_unlock|revoke_unlock|request_adjustment|request_reversal";

    private final Database database;

    public LedgerService(Database database) {
        this.database = database;
    }

    /// Posts for the marketplace; needs the service's role.
    public LedgerEntry post(Posting posting) {
        Posting.Context context = posting.context();
        return database.call(session -> session.createNativeQuery("""
                        SELECT * FROM post_tokens(:key, :user, :type, :tokens, :direction, :action, :reference, :order, :intent,
                            :reverses, :behalf, CAST(:metadata AS jsonb))""", LedgerEntry.class)
                .setParameter("key", posting.operationKey(), String.class)
                .setParameter("user", posting.userId(), Long.class)
                .setParameter("type", posting.type().code(), String.class)
                .setParameter("tokens", posting.tokens().count(), Long.class)
                .setParameter("direction", posting.direction().sign(), Integer.class)
                .setParameter("action", context.actionType(), String.class)
                .setParameter("reference", context.referenceId(), Long.class)
                .setParameter("order", context.orderId(), Long.class)
                .setParameter("intent", context.paymentIntentId(), String.class)
                .setParameter("reverses", posting.reverses(), Long.class)
                .setParameter("behalf", context.onBehalfOf(), String.class)
                .setParameter("metadata", context.metadata(), String.class)
                .getSingleResult());
    }

    /// Posts many for the marketplace in one call and one commit; a refused one does not fail the others.
    public List<BatchOutcome> postBatch(List<Posting> postings) {
        String json = PostingJson.of(postings);
        return database.call(
                session -> session
                        .createNativeQuery("""
                        SELECT line, refusal, arguments::text AS arguments, repeated, entry_id, balance_after
                        FROM post_batch(CAST(:postings AS jsonb)) ORDER BY line""", Object[].class)
                        .setParameter("postings", json, String.class)
                        .getResultList()
                        .stream()
                        .map(PostingJson::outcome)
                        .toList());
    }

    /// A person's grant or take.
    public LedgerEntry adjust(Adjustment adjustment) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM adjust_tokens(:key, :user, :direction, :tokens, :code, :note, :seq)",
                        LedgerEntry.class)
                .setParameter("key", adjustment.operationKey(), String.class)
                .setParameter("user", adjustment.userId(), Long.class)
                .setParameter("direction", adjustment.direction().sign(), Integer.class)
                .setParameter("tokens", adjustment.tokens().count(), Long.class)
                .setParameter("code", adjustment.reason().code(), String.class)
                .setParameter("note", adjustment.reason().note(), String.class)
                .setParameter("seq", adjustment.walletSeq(), Long.class)
                .getSingleResult());
    }

    /// Takes an entry back, once, into or out of the very lots it moved.
    public LedgerEntry reverse(Reversal reversal) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM reverse_entry(:key, :entry, :tokens, :code, :note)", LedgerEntry.class)
                .setParameter("key", reversal.operationKey(), String.class)
                .setParameter("entry", reversal.entryId(), Long.class)
                .setParameter(
                        "tokens",
                        reversal.tokens() == null ? null : reversal.tokens().count(),
                        Long.class)
                .setParameter("code", reversal.reason().code(), String.class)
                .setParameter("note", reversal.reason().note(), String.class)
                .getSingleResult());
    }

    /// The wallet of a user; none before the first posting.
    public Optional<Wallet> wallet(long userId) {
        return database.read(session -> Optional.ofNullable(session.find(Wallet.class, userId)));
    }

    /// An entry by its id.
    public Optional<LedgerEntry> entry(long entryId) {
        return byKeys("k.entry_id = :value", entryId).stream().findFirst();
    }

    /// The entry that took this one back, if one did.
    public Optional<LedgerEntry> reversalOf(long entryId) {
        return byKeys("k.reverses = :value", entryId).stream().findFirst();
    }

    /// What an operation posted, by line; empty when it never happened. Answers an unknown outcome (F1, F2).
    public List<LedgerEntry> entries(String operationKey) {
        return byKeys("k.operation_key = :value", operationKey);
    }

    /// What an operation whose answer was lost has posted; empty only once it can post nothing any more: a statement
    /// may
    /// outlive the program that sent it, waiting for a lock.
    ///
    /// @throws Unavailable `outcome_pending` while a posting of this login still runs; to be asked again
    public List<LedgerEntry> outcome(String operationKey) {
        List<LedgerEntry> found = entries(operationKey);
        if (!found.isEmpty() || !postingRuns()) {
            // It may have ended between the two questions.
            return found.isEmpty() ? entries(operationKey) : found;
        }
        throw new Unavailable("outcome_pending");
    }

    /// A login sees its own sessions.
    private boolean postingRuns() {
        return database.read(session -> session.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
                        WHERE usename = session_user AND datname = current_database() AND pid <> pg_backend_pid()
                            AND state = 'active' AND query ~ :doors)""", Boolean.class)
                .setParameter("doors", DOORS, String.class)
                .getSingleResult());
    }

    /// Reasons a person may choose from, in display order.
    public List<ReasonCode> reasonCodes() {
        return database.read(session -> session.createSelectionQuery(
                        "from ReasonCode where active order by displayOrder", ReasonCode.class)
                .getResultList());
    }

    private List<LedgerEntry> byKeys(String condition, Object value) {
        return database.read(session -> session.createNativeQuery("""
                        SELECT t.* FROM token_entry_keys k
                        JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
                        WHERE %s ORDER BY k.operation_line""".formatted(condition), LedgerEntry.class)
                .setParameter("value", value)
                .getResultList());
    }

    /// The refusal of a batch's line, as the single door would have thrown it.
    static TokenProblem refusal(String key, Object... arguments) {
        return key.equals("key_used") ? new Conflict(key, arguments) : new Rejected(key, arguments);
    }
}
