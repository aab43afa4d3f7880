package com.arzani.tokens.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Takes foreign keys, secondary indexes, triggers and forced row-level security off the tables that are filled, and
/// puts
/// the very same back within the transaction: keys are then checked once for all rows, indexes are sorted instead of
/// grown,
/// and no trigger writes rows of its own. Works for an owner who is no superuser.
final class RestedTables {
    private static final String OF = " AND c.oid = ANY (?::regclass[]) ";
    private static final List<String> CATALOGUES = List.of(
            """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.oid::regclass, k.conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f'""" + OF + "ORDER BY k.conrelid, k.conname",
            // A partial index stays: its condition, read and written again, would not be the same to the letter.
            // Of a partitioned index the definition speaks of the parent alone; made anew it is to reach all
            // partitions.
            """
            SELECT format('DROP INDEX %s', i.indexrelid::regclass), replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE i.indpred IS NULL AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)""" + OF + "ORDER BY i.indrelid, i.indexrelid",
            """
            SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', c.oid::regclass, t.tgname),
                   format('ALTER TABLE %s ENABLE %s TRIGGER %I', c.oid::regclass,
                       CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'D'""" + OF + "ORDER BY c.oid, t.tgname",
            """
            SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', c.oid::regclass),
                   format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass)
            FROM pg_class c WHERE c.relforcerowsecurity""" + OF + "ORDER BY c.oid");
    /// A TRUNCATE reaches the triggers of partitions by themselves.
    private static final String WITH_PARTITIONS =
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.oid = ANY (?::regclass[]) UNION ALL"
                    + " SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = ANY (?::regclass[]) AND inhrelid IN"
                    + " (SELECT oid FROM pg_class WHERE relkind IN ('r', 'p'))";

    private final Connection connection;
    private final List<String> remakings = new ArrayList<>();

    private RestedTables(Connection connection) {
        this.connection = connection;
    }

    /// @param tables with their schemas
    static RestedTables rest(Connection connection, List<String> tables) throws SQLException {
        RestedTables rested = new RestedTables(connection);
        List<String> all = rested.withPartitions(tables);
        for (String catalogue : CATALOGUES) {
            rested.take(catalogue, catalogue.contains("pg_trigger") ? all : tables);
        }
        return rested;
    }

    /// Foreign keys went first and come back last.
    void restore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String remaking : remakings.reversed()) {
                statement.execute(remaking);
            }
        }
    }

    private List<String> withPartitions(List<String> tables) throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(WITH_PARTITIONS)) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            query.setArray(2, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
        }
        return all;
    }

    private void take(String catalogue, List<String> tables) throws SQLException {
        List<String> takings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(catalogue)) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    takings.add(rows.getString(1));
                    remakings.add(rows.getString(2));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String taking : takings) {
                statement.execute(taking);
            }
        }
    }
}
