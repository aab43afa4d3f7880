package com.arzani.tokens.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Objects;

/// How every wallet of a ledger stands, small enough to compare two databases by.
///
/// @param entries  rows of the history
/// @param tokens   sum of all balances
/// @param owed     sum of what is owed
/// @param wallets  SHA-256 over user, balance, debt, number and hash of the last entry of each wallet, in the users'
/// order
/// @param seal     number of the last seal; 0 without one
/// @param sealHash of it, in hexadecimal
public record LedgerHeads(
        long walletCount, long entries, long tokens, long owed, String wallets, long seal, String sealHash) {
    private static final int FETCH_ROWS = 5_000;

    public LedgerHeads {
        Objects.requireNonNull(wallets);
        Objects.requireNonNull(sealHash);
    }

    /// Reads them in the caller's transaction, which sees one state.
    static LedgerHeads read(Connection connection) throws SQLException {
        MessageDigest digest = Sha256.start();
        long count = 0;
        long tokens = 0;
        long owed = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet row = statement.executeQuery("SELECT user_id, token_balance, tokens_owed, wallet_seq,"
                    + " encode(head_hash, 'hex') FROM public.user_tokens ORDER BY user_id")) {
                while (row.next()) {
                    count++;
                    tokens = Math.addExact(tokens, row.getLong(2));
                    owed = Math.addExact(owed, row.getLong(3));
                    String line = row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3) + " " + row.getLong(4)
                            + " " + row.getString(5) + "\n";
                    digest.update(line.getBytes(StandardCharsets.US_ASCII));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM public.token_transactions),"
                    + " coalesce(s.number, 0), coalesce(encode(s.seal_hash, 'hex'), '') FROM (VALUES (1)) one"
                    + " LEFT JOIN (SELECT * FROM public.ledger_seals ORDER BY number DESC LIMIT 1) s ON true")) {
                row.next();
                return new LedgerHeads(
                        count,
                        row.getLong(1),
                        tokens,
                        owed,
                        HexFormat.of().formatHex(digest.digest()),
                        row.getLong(2),
                        row.getString(3));
            }
        }
    }
}
