package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;

/// A wallet's entries as they were hashed, in order: for whoever wants to derive the hashes without the database.
public final class LedgerChain {
    private static final String ENTRIES =
            "SELECT * FROM token_transactions WHERE user_id = ? AND wallet_seq <= ? ORDER BY wallet_seq, id";

    private final Database database;

    public LedgerChain(Database database) {
        this.database = database;
    }

    /// An entry in its chain.
    ///
    /// @param text what is hashed, after the hash of the entry before
    public record Link(long seq, String text, byte[] hash) {}

    /// Takes one link after the other.
    public interface Sink {
        void take(Link link);
    }

    /// Streams the wallet's entries up to that number in bounded memory.
    public void stream(long userId, long toSeq, Sink sink) {
        database.read(session -> session.doReturningWork(connection -> links(connection, userId, toSeq, sink)));
    }

    private static Void links(Connection connection, long userId, long toSeq, Sink sink) throws SQLException {
        try (Statement unhurried = connection.createStatement()) {
            unhurried.execute("SET LOCAL transaction_timeout = 0");
        }
        try (ProofCursor entries = ProofCursor.of(connection, ENTRIES, userId, toSeq)) {
            while (entries.next()) {
                ResultSet row = entries.row();
                String text = WalletProof.hash(row)
                        .text(row.getObject("created_at", OffsetDateTime.class).toInstant());
                sink.take(new Link(row.getLong("wallet_seq"), text, row.getBytes("entry_hash")));
            }
        }
        return null;
    }
}
