package com.arzani.tokens.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/// The system's tables in a database: what our migrations own, the marketplace's three that the ledger stands on, and
/// the
/// simulator's. The marketplace's other tables are its own business, as are the histories of migrations.
///
/// Numbers of transactions belong to one server: in another, its own numbers start low, and what is posted there would
/// be
/// below every mark and never be folded. Only their order against the marks matters, so an archive keeps their rank.
final class SourceTables {
    private static final String OURS = """
            (n.nspname = 'simulator' AND c.relname <> 'simulator_schema_history'
             OR n.nspname = 'public' AND (pg_get_userbyid(c.relowner) IN ('tok_owner', 'tok_operators')
                 OR c.relname IN ('users', 'businesses', 'business_inquiries')))""";
    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL) = 'bigint' AS wide
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
              AND c.relname <> 'simulator_schema_history' AND\s""" + OURS + " ORDER BY 1, 2, a.attnum";
    private static final String SEQUENCES = """
            SELECT n.nspname, s.relname FROM pg_class s
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
                AND d.refclassid = 'pg_class'::regclass
            JOIN pg_class c ON c.oid = coalesce(d.refobjid, s.oid) JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE s.relkind = 'S' AND\s""" + OURS + " ORDER BY 1, 2";
    private static final int FIRST_RANK = 3;

    private final List<Found> tables;
    private final List<Long> marks;

    private SourceTables(List<Found> tables, List<Long> marks) {
        this.tables = tables;
        this.marks = marks;
    }

    /// @param columns those with a stored value, in their order; true for a whole number of 64 bits
    record Found(String schema, String name, Map<String, Boolean> columns, List<String> order) {
        List<String> transactionNumbers() {
            return order.stream()
                    .filter(column -> columns.get(column) && (column.endsWith("_xid") || isMark(column)))
                    .toList();
        }

        String qualified() {
            return schema + "." + name;
        }
    }

    static boolean isMark(String column) {
        return column.equals("folded_below") || column.equals("next_xid");
    }

    static SourceTables read(Connection connection) throws SQLException {
        List<Found> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                Found last = tables.isEmpty() ? null : tables.getLast();
                if (last == null || !last.qualified().equals(row.getString(1) + "." + row.getString(2))) {
                    last = new Found(row.getString(1), row.getString(2), new TreeMap<>(), new ArrayList<>());
                    tables.add(last);
                }
                last.columns().put(row.getString(3), row.getBoolean(4));
                last.order().add(row.getString(3));
            }
        }
        return new SourceTables(tables, marks(connection, tables));
    }

    private static List<Long> marks(Connection connection, List<Found> tables) throws SQLException {
        TreeSet<Long> marks = new TreeSet<>();
        for (Found table : tables) {
            for (String column : table.transactionNumbers()) {
                if (isMark(column)) {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT DISTINCT " + column + " FROM "
                                    + table.qualified() + " WHERE " + column + " > 0")) {
                        while (row.next()) {
                            marks.add(row.getLong(1));
                        }
                    }
                }
            }
        }
        return List.copyOf(marks);
    }

    List<Found> tables() {
        return tables;
    }

    String copyStatement(Found table) {
        List<String> numbers = table.transactionNumbers();
        StringJoiner columns = new StringJoiner(", ");
        for (String column : table.order()) {
            columns.add(numbers.contains(column) ? rank(column) : "\"" + column + "\"");
        }
        return "COPY (SELECT " + columns + " FROM " + table.qualified() + ") TO STDOUT";
    }

    private String rank(String column) {
        StringBuilder rank =
                new StringBuilder("CASE WHEN " + column + " IS NULL THEN NULL WHEN " + column + " = 0 THEN 0");
        for (int passed = 0; passed < marks.size(); passed++) {
            rank.append(" WHEN ")
                    .append(column)
                    .append(" < ")
                    .append(marks.get(passed))
                    .append(" THEN ");
            rank.append(FIRST_RANK + passed);
        }
        return rank + " ELSE " + (FIRST_RANK + marks.size()) + " END";
    }

    /// Read after the rows: a sequence knows no snapshot, so it is then beyond all of them.
    List<BackupManifest.Sequence> sequences(Connection connection) throws SQLException {
        List<BackupManifest.Sequence> sequences = new ArrayList<>();
        List<String[]> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SEQUENCES)) {
            while (row.next()) {
                names.add(new String[] {row.getString(1), row.getString(2)});
            }
        }
        for (String[] name : names) {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT last_value, is_called FROM \"" + name[0] + "\".\"" + name[1] + "\"");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                sequences.add(new BackupManifest.Sequence(name[0], name[1], row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }
}
