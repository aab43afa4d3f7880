package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ProofReport.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongConsumer;

/// Derives every balance, lot, key and hash again from the entries, in one snapshot, while postings go on. Entries,
/// lots and
/// draws stream side by side, so that memory holds one wallet at a time.
public final class LedgerProof {
    /// The order is the order of `ledger_entry_hash`, without the time, which comes last.
    static final List<String> HASHED_COLUMNS = List.of(
            "user_id",
            "wallet_seq",
            "id",
            "transaction_type",
            "tokens_amount",
            "direction",
            "tokens_owed_delta",
            "balance_after",
            "operation_key",
            "operation_line",
            "action_type",
            "reference_id",
            "order_id",
            "stripe_payment_intent_id",
            "reverses",
            "reason_code",
            "note",
            "actor",
            "on_behalf_of",
            "client_address",
            "application_name",
            "metadata");

    private static final String WALLETS = """
            SELECT w.*, u.token_balance AS user_balance FROM user_tokens w JOIN users u ON u.id = w.user_id ORDER BY w.user_id""";
    private static final String ENTRIES = """
            SELECT t.*, coalesce((k.operation_key, k.operation_line, k.user_id, k.wallet_seq, k.created_at)
                    = (t.operation_key, t.operation_line, t.user_id, t.wallet_seq, t.created_at)
                AND k.reverses IS NOT DISTINCT FROM t.reverses, false) AS key_agrees
            FROM token_transactions t LEFT JOIN token_entry_keys k ON k.entry_id = t.id ORDER BY t.user_id, t.wallet_seq, t.id""";
    private static final String LOTS = "SELECT * FROM token_lots ORDER BY user_id, entry_id";
    private static final String DRAWS = """
            SELECT l.user_id, d.entry_id, d.lot_id, d.tokens FROM token_lot_draws d
            JOIN token_lots l ON l.entry_id = d.lot_id ORDER BY l.user_id""";
    private static final String ENTRIES_WITHOUT_WALLET =
            "SELECT DISTINCT user_id, 0 AS id FROM token_transactions WHERE user_id NOT IN (SELECT user_id FROM user_tokens)";
    private static final String USERS_WITHOUT_WALLET = """
            SELECT id AS user_id, token_balance AS id FROM users u
            WHERE token_balance <> 0 AND NOT EXISTS (SELECT FROM user_tokens w WHERE w.user_id = u.id)""";
    private static final String KEYS_WITHOUT_ENTRY = """
            SELECT k.user_id, k.entry_id AS id FROM token_entry_keys k
            LEFT JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id WHERE t.id IS NULL""";
    private static final String DRAWS_WITHOUT_LOT = """
            SELECT 0 AS user_id, d.entry_id AS id FROM token_lot_draws d
            WHERE NOT EXISTS (SELECT FROM token_lots l WHERE l.entry_id = d.lot_id)""";
    private static final String ORDERS_OFF = """
            SELECT o.user_id, o.id FROM token_orders o JOIN token_lots l ON l.order_id = o.id AND l.kind IN ('paid', 'bonus')
            GROUP BY o.id HAVING sum(l.paid_pence) <> o.price_pence OR sum(l.tokens) <> o.token_amount + o.bonus_tokens""";
    private static final String GUARDS_OFF = """
            SELECT 0 AS user_id, g.relation || '.' || g.guard AS id
            FROM (SELECT c.oid, c.relname AS relation, w.guard
                  FROM (VALUES ('token_transactions', 'append_only'), ('token_transactions', 'append_only_truncate'),
                               ('token_entry_keys', 'append_only'), ('token_entry_keys', 'append_only_truncate'),
                               ('token_lot_draws', 'append_only'), ('token_lot_draws', 'append_only_truncate'),
                               ('token_lots', 'append_only_delete'), ('token_lots', 'append_only_truncate'),
                               ('token_lots', 'frozen_columns'), ('audit_log', 'append_only'),
                               ('audit_log', 'append_only_truncate'), ('user_tokens', 'append_only_delete'),
                               ('user_tokens', 'append_only_truncate'), ('ledger_seals', 'append_only'),
                               ('ledger_seals', 'append_only_truncate'), ('ledger_seal_heads', 'append_only'),
                               ('ledger_seal_heads', 'append_only_truncate')) AS w (relation, guard)
                  JOIN pg_class c ON c.oid = to_regclass('public.' || w.relation)
                      OR (w.relation = 'token_transactions'
                          AND c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass('public.token_transactions')))) g
            WHERE NOT EXISTS (SELECT FROM pg_trigger t
                              WHERE t.tgrelid = g.oid AND t.tgname = g.guard AND t.tgenabled IN ('O', 'A'))""";

    private final Database database;

    public LedgerProof(Database database) {
        this.database = database;
    }

    /// Proves the whole ledger.
    ///
    /// @param progress gets the number of entries proven so far, from time to time
    public ProofReport run(LongConsumer progress) {
        return database.read(session -> session.doReturningWork(connection -> {
            try (Statement snapshot = connection.createStatement()) {
                snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                // The first row of a sort over the whole history takes longer than a person's statement may.
                snapshot.execute("SET LOCAL statement_timeout = 0");
            }
            return prove(connection, progress);
        }));
    }

    /// Proves the whole ledger on a connection of whoever may read all of it, in the caller's REPEATABLE READ
    /// transaction.
    public static ProofReport over(Connection connection, LongConsumer progress) throws SQLException {
        return prove(connection, progress);
    }

    private static ProofReport prove(Connection connection, LongConsumer progress) throws SQLException {
        Differences differences = new Differences();
        long wallets = 0;
        try (ProofCursor wallet = ProofCursor.of(connection, WALLETS);
                ProofCursor entries = ProofCursor.of(connection, ENTRIES);
                ProofCursor lots = ProofCursor.of(connection, LOTS);
                ProofCursor draws = ProofCursor.of(connection, DRAWS)) {
            while (wallet.next()) {
                wallets++;
                long userId = wallet.userId();
                WalletProof proof = new WalletProof(userId, differences);
                proof.entriesOf(entries);
                long open = proof.lotsOf(lots);
                proof.drawsOf(draws);
                proof.finish(claimed(wallet.row()), wallet.row().getLong("user_balance"), open);
                progress.accept(entries.count());
            }
            strays(connection, differences);
            return differences.report(new ProofReport.Counts(wallets, entries.count(), lots.count(), draws.count()));
        }
    }

    /// What a wallet's row says of itself.
    static ProvenWallet claimed(ResultSet row) throws SQLException {
        OffsetDateTime last = row.getObject("last_entry_at", OffsetDateTime.class);
        return new ProvenWallet(
                row.getLong("user_id"),
                row.getLong("wallet_seq"),
                row.getBytes("head_hash"),
                last == null ? null : last.toInstant(),
                new ProvenWallet.Sums(
                        row.getLong("token_balance"),
                        row.getLong("tokens_owed"),
                        row.getLong("tokens_purchased"),
                        row.getLong("lifetime_purchased"),
                        row.getLong("tokens_consumed")));
    }

    static void strays(Connection connection, Differences differences) throws SQLException {
        stray(connection, ENTRIES_WITHOUT_WALLET, Kind.WALLET, "entries without a wallet", differences);
        stray(
                connection,
                USERS_WITHOUT_WALLET,
                Kind.USER_BALANCE,
                "no wallet, but users.token_balance is",
                differences);
        stray(connection, KEYS_WITHOUT_ENTRY, Kind.KEY, "key row without its entry", differences);
        stray(connection, DRAWS_WITHOUT_LOT, Kind.DRAW, "draw without its lot, of entry", differences);
        stray(connection, ORDERS_OFF, Kind.ORDER, "lots do not add up to order", differences);
        guards(connection, differences);
    }

    static void guards(Connection connection, Differences differences) throws SQLException {
        stray(connection, GUARDS_OFF, Kind.GUARD, "missing or disabled:", differences);
    }

    static void stray(Connection connection, String sql, Kind kind, String words, Differences differences)
            throws SQLException {
        try (ProofCursor rows = ProofCursor.of(connection, sql)) {
            while (rows.next()) {
                differences.add(kind, rows.userId(), "%s %s", words, rows.row().getString("id"));
            }
        }
    }
}
