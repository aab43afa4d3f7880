package com.arzani.tokens.proof;

import com.arzani.tokens.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// The seals as the database keeps them, and the wallets' last entries that each of them holds.
public final class SealTable {
    private static final int FETCH_ROWS = 5_000;
    private static final String SEALS = "SELECT * FROM ledger_seals WHERE number < ? ORDER BY number DESC LIMIT ?";
    /// What the wallets were at a seal: of each its last row up to there.
    private static final String HEADS = """
            SELECT DISTINCT ON (user_id) user_id, wallet_seq, head_hash FROM ledger_seal_heads WHERE seal_number <= ?
            ORDER BY user_id, seal_number DESC""";

    private final Database database;

    public SealTable(Database database) {
        this.database = database;
    }

    /// A row of the table.
    ///
    /// @param claimedHash the hash beside it, which [#seal] should give
    record Row(SignedSeal seal, byte[] claimedHash) {}

    /// A wallet's last entry.
    record Head(long userId, long seq, byte[] hash) {
        byte[] leaf() {
            return HashTree.leaf(userId, seq, hash);
        }
    }

    interface HeadSink {
        void take(Head head) throws SQLException;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// The newest seals below a number.
    public List<SignedSeal> page(long below, int limit) {
        return database.read(session -> session.doReturningWork(connection -> rows(connection, below, limit))).stream()
                .map(Row::seal)
                .toList();
    }

    <T> T inSnapshot(Work<T> work) {
        return database.read(session -> session.doReturningWork(connection -> {
            steady(connection);
            return work.on(connection);
        }));
    }

    /// One snapshot for all statements, and time for a long list.
    static void steady(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL transaction_timeout = 0");
        }
    }

    /// Newest first.
    static List<Row> rows(Connection connection, long below, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEALS)) {
            statement.setLong(1, below);
            statement.setInt(2, limit);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Seal seal = new Seal(
                row.getLong("number"),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                row.getLong("wallets"),
                row.getLong("entries"),
                new Seal.Sums(row.getLong("tokens"), row.getLong("owed")),
                row.getBytes("root"),
                row.getBytes("previous"));
        SealSignature signature = new SealSignature(row.getBytes("public_key"), row.getBytes("signature"));
        return new Row(new SignedSeal(seal, signature), row.getBytes("seal_hash"));
    }

    static void heads(Connection connection, long number, HeadSink sink) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEADS)) {
            statement.setLong(1, number);
            stream(statement, row -> sink.take(head(row)));
        }
    }

    static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("user_id"), row.getLong("wallet_seq"), row.getBytes("head_hash"));
    }

    interface RowSink {
        void take(ResultSet row) throws SQLException;
    }

    static void stream(PreparedStatement statement, RowSink sink) throws SQLException {
        statement.setFetchSize(FETCH_ROWS);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                sink.take(row);
            }
        }
    }
}
