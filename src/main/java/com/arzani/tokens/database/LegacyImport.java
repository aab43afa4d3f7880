package com.arzani.tokens.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Brings token tables that were there before this program into the ledger, once; a repeat changes nothing.
public final class LegacyImport {
    private final DataSource owner;

    /// @param owner a login that may act as the owner of the schema
    public LegacyImport(DataSource owner) {
        this.owner = owner;
    }

    /// What was in the old tables and what of it is here.
    ///
    /// @param item wallets, entries, differences, contacts, packages or events
    public record Total(String item, long beforeRows, long beforeTokens, long afterRows, long afterTokens) {}

    /// Imports in one transaction: all of it or nothing. Gives no totals when there is nothing old.
    ///
    /// @throws TokenProblem what the database said
    public List<Total> run() {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL ROLE tok_owner");
                List<Total> totals = read(statement.executeQuery("SELECT * FROM public.import_legacy()"));
                connection.commit();
                return totals;
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw SqlProblems.of(failure)
                    .map(RuntimeException.class::cast)
                    .orElseGet(() -> new IllegalStateException("The old tables could not be imported", failure));
        }
    }

    private static List<Total> read(ResultSet rows) throws SQLException {
        List<Total> totals = new ArrayList<>();
        while (rows.next()) {
            totals.add(new Total(
                    rows.getString("item"),
                    rows.getLong("before_count"),
                    rows.getLong("before_tokens"),
                    rows.getLong("after_count"),
                    rows.getLong("after_tokens")));
        }
        return totals;
    }
}
