package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ProofReport.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The proof in steps of some wallets each, every step in a snapshot of its own, so that a long run holds back no
/// clean-up
/// of the database and goes on where it was killed. Either all entries of all wallets, or those since each wallet was
/// proven
/// last: every wallet's row is compared with what was proven, and only where it moved are entries read.
public final class StepwiseProof {
    private static final String WALLETS = """
            SELECT w.*, u.token_balance AS user_balance, p.user_id AS proven_user, p.wallet_seq AS proven_seq,
                p.head_hash AS proven_head, p.last_entry_at AS proven_at, p.token_balance AS proven_balance,
                p.tokens_owed AS proven_owed, p.tokens_purchased AS proven_purchased,
                p.lifetime_purchased AS proven_lifetime, p.tokens_consumed AS proven_consumed,
                (SELECT coalesce(sum(l.remaining), 0) FROM token_lots l WHERE l.user_id = w.user_id AND l.is_open) AS open_tokens
            FROM user_tokens w JOIN users u ON u.id = w.user_id
                LEFT JOIN ledger_proven_wallets p ON p.user_id = w.user_id AND NOT ?
            WHERE w.user_id > ? AND (""";
    private static final String MOVED = """
            p.user_id IS NULL OR u.token_balance <> p.token_balance
                OR (w.wallet_seq, w.head_hash, w.token_balance, w.tokens_owed, w.tokens_purchased,
                    w.lifetime_purchased, w.tokens_consumed)
                IS DISTINCT FROM (p.wallet_seq, p.head_hash, p.token_balance, p.tokens_owed, p.tokens_purchased,
                    p.lifetime_purchased, p.tokens_consumed)""";
    private static final String FROM = " FROM unnest(?, ?, ?) AS s (user_id, seq, since) ";
    private static final String ENTRIES = """
            SELECT t.*, coalesce((k.operation_key, k.operation_line, k.user_id, k.wallet_seq, k.created_at)
                    = (t.operation_key, t.operation_line, t.user_id, t.wallet_seq, t.created_at)
                AND k.reverses IS NOT DISTINCT FROM t.reverses, false) AS key_agrees,
                r.transaction_type AS reversed_type, r.direction AS reversed_direction
            """ + FROM + """
            JOIN LATERAL (SELECT * FROM token_transactions t WHERE t.user_id = s.user_id
                AND t.created_at >= coalesce(s.since, '-infinity') AND t.wallet_seq > s.seq) t ON true
            LEFT JOIN token_entry_keys k ON k.entry_id = t.id
            LEFT JOIN token_entry_keys rk ON rk.entry_id = t.reverses
            LEFT JOIN token_transactions r ON r.created_at = rk.created_at AND r.id = rk.entry_id
            ORDER BY t.user_id, t.wallet_seq, t.id""";
    /// The lots that the new entries made or drew on; all of them for a wallet that begins anew.
    private static final String TOUCHED = FROM + """
            JOIN LATERAL (SELECT k.entry_id AS lot_id FROM token_entry_keys k WHERE k.user_id = s.user_id AND k.wallet_seq > s.seq
                UNION SELECT d.lot_id FROM token_entry_keys k JOIN token_lot_draws d ON d.entry_id = k.entry_id
                    WHERE k.user_id = s.user_id AND k.wallet_seq > s.seq
                UNION SELECT a.entry_id FROM token_lots a WHERE a.user_id = s.user_id AND s.seq = 0) n ON true
            JOIN token_lots l ON l.entry_id = n.lot_id AND l.user_id = s.user_id""";
    private static final String LOTS = "SELECT l.*" + TOUCHED + " ORDER BY l.user_id, l.entry_id";
    private static final String DRAWS = "SELECT l.user_id, d.entry_id, d.lot_id, d.tokens" + TOUCHED
            + " JOIN token_lot_draws d ON d.lot_id = l.entry_id ORDER BY l.user_id";
    private static final String PROVEN_AND_GONE = """
            SELECT p.user_id, p.wallet_seq AS id FROM ledger_proven_wallets p
            WHERE NOT EXISTS (SELECT FROM user_tokens w WHERE w.user_id = p.user_id)""";

    private final Database database;
    private final boolean everything;

    /// @param everything true to begin each wallet with its first entry
    public StepwiseProof(Database database, boolean everything) {
        this.database = database;
        this.everything = everything;
    }

    /// What a step did.
    ///
    /// @param lastUserId the last wallet it looked at; 0 if no wallet was left
    /// @param proven the wallets in which nothing differs
    public record Step(long lastUserId, ProofReport report, List<ProvenWallet> proven) {
        public Step {
            proven = List.copyOf(proven);
        }
    }

    /// How many wallets all steps will look at from now on.
    public long wallets(long afterUserId) {
        return snapshot(connection -> {
            String sql = "SELECT count(*) AS n FROM (" + walletsSql() + ") AS found";
            try (ProofCursor rows = ProofCursor.of(connection, sql, everything, afterUserId)) {
                rows.next();
                return rows.row().getLong("n");
            }
        });
    }

    /// Proves the next wallets behind a user.
    public Step step(long afterUserId, int wallets) {
        return snapshot(connection -> prove(connection, afterUserId, wallets));
    }

    /// What no wallet's own rows tell: rows without their wallet or entry, and guards that are off.
    public ProofReport last() {
        return snapshot(connection -> {
            Differences differences = new Differences();
            LedgerProof.stray(
                    connection, PROVEN_AND_GONE, Kind.WALLET, "the wallet is gone that had entries up to", differences);
            if (everything) {
                LedgerProof.strays(connection, differences);
            } else {
                LedgerProof.guards(connection, differences);
            }
            return differences.report(new ProofReport.Counts(0, 0, 0, 0));
        });
    }

    private String walletsSql() {
        return WALLETS + (everything ? "true" : MOVED) + ")";
    }

    private Step prove(Connection connection, long afterUserId, int limit) throws SQLException {
        List<WalletRow> shown = new ArrayList<>();
        try (ProofCursor wallets = ProofCursor.of(
                connection, walletsSql() + " ORDER BY w.user_id LIMIT " + limit, everything, afterUserId)) {
            while (wallets.next()) {
                shown.add(WalletRow.of(wallets.row()));
            }
        }
        Differences differences = new Differences();
        if (shown.isEmpty()) {
            return new Step(0, differences.report(new ProofReport.Counts(0, 0, 0, 0)), List.of());
        }
        Object[] from = from(connection, shown);
        List<ProvenWallet> proven = new ArrayList<>();
        try (ProofCursor entries = ProofCursor.of(connection, ENTRIES, from);
                ProofCursor lots = ProofCursor.of(connection, LOTS, from);
                ProofCursor draws = ProofCursor.of(connection, DRAWS, from)) {
            for (WalletRow wallet : shown) {
                long before = differences.count();
                WalletProof proof = new WalletProof(wallet.userId(), differences, wallet.start());
                proof.entriesOf(entries);
                proof.lotsOf(lots);
                proof.drawsOf(draws);
                proof.finish(wallet.claimed(), wallet.userBalance(), wallet.openTokens());
                if (differences.count() == before) {
                    proven.add(proof.proven());
                }
            }
            ProofReport.Counts counts =
                    new ProofReport.Counts(shown.size(), entries.count(), lots.count(), draws.count());
            return new Step(shown.getLast().userId(), differences.report(counts), proven);
        }
    }

    private static Object[] from(Connection connection, List<WalletRow> shown) throws SQLException {
        Array users = connection.createArrayOf(
                "int4", shown.stream().map(wallet -> (int) wallet.userId()).toArray());
        Array seqs = connection.createArrayOf(
                "int8", shown.stream().map(WalletRow::startSeq).toArray());
        Array since = connection.createArrayOf(
                "timestamptz",
                shown.stream().map(WalletRow::startAt).map(StepwiseProof::utc).toArray());
        return new Object[] {users, seqs, since};
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T snapshot(Work<T> work) {
        return database.read(session -> session.doReturningWork(connection -> {
            try (Statement snapshot = connection.createStatement()) {
                snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                snapshot.execute("SET LOCAL statement_timeout = 0");
                snapshot.execute("SET LOCAL transaction_timeout = 0");
            }
            return work.on(connection);
        }));
    }

    /// A wallet's row, and how it was proven before.
    private record WalletRow(ProvenWallet claimed, ProvenWallet start, long userBalance, long openTokens) {
        static WalletRow of(ResultSet row) throws SQLException {
            ProvenWallet claimed = LedgerProof.claimed(row);
            long user = claimed.userId();
            return new WalletRow(claimed, start(row, user), row.getLong("user_balance"), row.getLong("open_tokens"));
        }

        private static ProvenWallet start(ResultSet row, long user) throws SQLException {
            if (row.getObject("proven_user") == null) {
                return null;
            }
            return new ProvenWallet(
                    user,
                    row.getLong("proven_seq"),
                    row.getBytes("proven_head"),
                    moment(row, "proven_at"),
                    new ProvenWallet.Sums(
                            row.getLong("proven_balance"),
                            row.getLong("proven_owed"),
                            row.getLong("proven_purchased"),
                            row.getLong("proven_lifetime"),
                            row.getLong("proven_consumed")));
        }

        private static Instant moment(ResultSet row, String column) throws SQLException {
            OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
            return moment == null ? null : moment.toInstant();
        }

        long userId() {
            return claimed.userId();
        }

        long startSeq() {
            return start == null ? 0 : start.seq();
        }

        Instant startAt() {
            return start == null ? null : start.lastEntryAt();
        }
    }
}
