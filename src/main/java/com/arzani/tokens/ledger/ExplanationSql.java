package com.arzani.tokens.ledger;

/// The statements behind [BalanceExplainer]. A draw has no time of its own: its entry's number in the wallet places it.
/// What a lot held at an earlier number is counted from the nearer end, so a state close to now costs what was posted
/// since.
final class ExplanationSql {
    static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    /// The last entry until an instant. Of those that share its time the highest number is the last.
    static final String LAST_ENTRY = """
            SELECT wallet_seq, created_at, balance_after FROM token_transactions
            WHERE user_id = :user AND created_at = (SELECT created_at FROM token_transactions
                WHERE user_id = :user AND created_at <= :at ORDER BY created_at DESC, id DESC LIMIT 1)
            ORDER BY wallet_seq DESC LIMIT 1""";

    static final String ENTRY = """
            SELECT t.wallet_seq, t.created_at, t.balance_after, t.user_id FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id WHERE k.entry_id = :entry""";

    static final String OWNER = "SELECT user_id::bigint FROM token_entry_keys WHERE entry_id = :entry";

    static final String REVERSAL = "SELECT entry_id FROM token_entry_keys WHERE reverses = :entry";

    static final String FLOWS = """
            SELECT transaction_type, direction, CASE WHEN transaction_type = 'consumption' THEN action_type END AS action,
                count(*) AS entries, sum(tokens_amount)::bigint AS tokens, sum(tokens_owed_delta)::bigint AS owed,
                min(created_at) AS first_at, max(created_at) AS last_at
            FROM token_transactions WHERE user_id = :user AND created_at <= :at AND wallet_seq <= :seq
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 5 DESC, 3""";

    /// What was left of each lot.
    private static final String LEFT_NOW =
            "SELECT entry_id, remaining AS rest, expires_at, draw_rank FROM token_lots WHERE user_id = :user AND is_open";

    private static final String LEFT_THEN = """
            WITH moved AS (SELECT d.lot_id, sum(d.tokens)::bigint AS tokens FROM token_entry_keys k
                JOIN token_lot_draws d ON d.entry_id = k.entry_id
                WHERE k.user_id = :user AND k.wallet_seq %s :seq GROUP BY d.lot_id)
            SELECT l.entry_id, %s AS rest, l.expires_at, l.draw_rank FROM token_lots l
            JOIN token_entry_keys made ON made.entry_id = l.entry_id AND made.wallet_seq <= :seq
            LEFT JOIN moved m ON m.lot_id = l.entry_id WHERE l.user_id = :user AND %2$s > 0""";

    static final String OPEN_ORDER = " ORDER BY expires_at NULLS LAST, draw_rank, entry_id";

    /// A page of a wallet's lots, newest first.
    static final String LOT_PAGE = """
            SELECT l.entry_id FROM token_lots l
            JOIN token_entry_keys made ON made.entry_id = l.entry_id AND made.wallet_seq <= :seq
            WHERE l.user_id = :user AND l.entry_id < :before ORDER BY l.entry_id DESC LIMIT :limit""";

    /// What some lots gave since, or until, a number.
    private static final String MOVED = """
            SELECT d.lot_id, sum(d.tokens)::bigint AS tokens FROM token_entry_keys k
            JOIN token_lot_draws d ON d.entry_id = k.entry_id AND d.lot_id IN (:lots)
            WHERE k.user_id = :user AND k.wallet_seq %s :seq GROUP BY d.lot_id""";

    /// A page of what was drawn from a lot, newest first.
    static final String USE_PAGE = """
            SELECT d.entry_id, d.tokens FROM token_lot_draws d
            JOIN token_entry_keys k ON k.entry_id = d.entry_id AND k.wallet_seq <= :seq
            WHERE d.lot_id = :lot AND d.entry_id < :before ORDER BY d.entry_id DESC LIMIT :limit""";

    static final String ENTRIES = """
            SELECT t.* FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id WHERE k.entry_id IN (:entries)""";

    private ExplanationSql() {}

    /// @param now the wallet's present number
    static String open(long seq, long now) {
        if (seq == now) {
            return LEFT_NOW + OPEN_ORDER;
        }
        return (fromNow(seq, now)
                        ? LEFT_THEN.formatted(">", "(l.remaining + coalesce(m.tokens, 0))")
                        : LEFT_THEN.formatted("<=", "(l.tokens - coalesce(m.tokens, 0))"))
                + OPEN_ORDER;
    }

    static String moved(long seq, long now) {
        return MOVED.formatted(fromNow(seq, now) ? ">" : "<=");
    }

    /// Whether the way back from now is shorter than the way from the beginning.
    static boolean fromNow(long seq, long now) {
        return now - seq < seq;
    }
}
