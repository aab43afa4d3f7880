package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Takes foreign keys, and for large loads the secondary indexes, off the tables that are filled, and puts the very
/// same
/// back within the transaction: keys are then checked once for all rows, and indexes are sorted instead of grown.
/// Primary keys stay; they are filled in their order.
final class RestedConstraints {
    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (?::regclass[]) ORDER BY conrelid, conname
            """;
    private static final String UNIQUE_KEYS = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint c WHERE contype = 'u' AND conrelid = ANY (?::regclass[])
              AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = c.conindid AND f.contype = 'f')
            ORDER BY conrelid, conname
            """;
    /// Of a partitioned index the definition speaks of the parent alone; made anew it is to reach all partitions.
    private static final String INDEXES = """
            SELECT format('DROP INDEX %s', indexrelid::regclass),
                   replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
            FROM pg_index i WHERE indrelid = ANY (?::regclass[])
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            ORDER BY indrelid, indexrelid
            """;

    /// Filled from another table instead of copied.
    private static final String SUMMED = "contact_limitations";

    private final Connection connection;
    private final List<String> remakings = new ArrayList<>();

    RestedConstraints(Connection connection) {
        this.connection = connection;
    }

    void rest(boolean indexesToo) throws SQLException {
        rest(FOREIGN_KEYS);
        if (indexesToo) {
            rest(INDEXES);
            rest(UNIQUE_KEYS);
        }
    }

    /// Foreign keys went first and come back last.
    void restore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String remaking : remakings.reversed()) {
                statement.execute(remaking);
            }
        }
        remakings.clear();
    }

    private void rest(String catalogue) throws SQLException {
        List<String> droppings = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String[] tables = Stream.concat(Arrays.stream(Table.values()).map(Table::table), Stream.of(SUMMED))
                .toArray(String[]::new);
        try (PreparedStatement query = connection.prepareStatement(catalogue)) {
            query.setArray(1, connection.createArrayOf("text", tables));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    droppings.add(rows.getString(1));
                    found.add(rows.getString(2));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String dropping : droppings) {
                statement.execute(dropping);
            }
        }
        remakings.addAll(found);
    }
}
