package com.arzani.tokens.proof;

import com.arzani.tokens.database.testing.TestDatabase;

/// What the owner of the database can do to it with the guards switched off.
public final class Tampering {
    private final TestDatabase database;

    public Tampering(TestDatabase database) {
        this.database = database;
    }

    public void as(String statements) {
        database.sql().execute("SET session_replication_role = replica; " + statements);
    }

    /// Takes the wallet's last entry back as if it had never been: entry, key, lot, balances and head all agree again.
    /// The
    /// entry must be a grant whose lot nobody drew from.
    void takeLastEntryBack(long user) {
        as("""
                DELETE FROM token_lots WHERE entry_id = (SELECT entry_id FROM token_entry_keys WHERE user_id = :user
                    ORDER BY wallet_seq DESC LIMIT 1);
                DELETE FROM token_transactions WHERE user_id = :user AND wallet_seq = (SELECT wallet_seq FROM user_tokens WHERE user_id = :user);
                DELETE FROM token_entry_keys WHERE user_id = :user AND wallet_seq = (SELECT wallet_seq FROM user_tokens WHERE user_id = :user);
                UPDATE user_tokens w SET wallet_seq = t.wallet_seq, head_hash = t.entry_hash, token_balance = t.balance_after,
                    last_entry_at = t.created_at FROM token_transactions t
                    WHERE w.user_id = :user AND t.user_id = :user AND t.wallet_seq = w.wallet_seq - 1;
                UPDATE users u SET token_balance = w.token_balance FROM user_tokens w WHERE u.id = :user AND w.user_id = :user
                """.replace(":user", Long.toString(user)));
    }

    /// Writes the wallet's chain anew over whatever its entries say now, so that it agrees with itself.
    void rehash(long user) {
        as("""
                DO $$
                DECLARE
                    e token_transactions;
                    v_head bytea;
                BEGIN
                    FOR e IN SELECT * FROM token_transactions WHERE user_id = :user ORDER BY wallet_seq LOOP
                        v_head := ledger_entry_hash(v_head, e);
                        UPDATE token_transactions SET entry_hash = v_head WHERE created_at = e.created_at AND id = e.id;
                    END LOOP;
                    UPDATE user_tokens SET head_hash = v_head WHERE user_id = :user;
                END
                $$""".replace(":user", Long.toString(user)));
    }

    void swapLastEntries(long one, long other) {
        as("""
                CREATE TEMP TABLE swapped AS SELECT user_id, max(wallet_seq) AS seq FROM token_transactions
                    WHERE user_id IN (:one, :other) GROUP BY user_id;
                UPDATE token_transactions t SET user_id = CASE WHEN t.user_id = :one THEN :other ELSE :one END
                    FROM swapped s WHERE t.user_id = s.user_id AND t.wallet_seq = s.seq""".replace(":one", Long.toString(one)).replace(":other", Long.toString(other)));
    }

    /// Keeps the seals aside, to be put back after a test.
    void keepSeals() {
        as(
                "CREATE TABLE IF NOT EXISTS kept_seals AS TABLE ledger_seals; CREATE TABLE IF NOT EXISTS kept_heads AS TABLE ledger_seal_heads");
    }

    void restoreSeals() {
        as("TRUNCATE ledger_seals, ledger_seal_heads; INSERT INTO ledger_seals TABLE kept_seals;"
                + " INSERT INTO ledger_seal_heads TABLE kept_heads; DROP TABLE kept_seals, kept_heads");
    }
}
