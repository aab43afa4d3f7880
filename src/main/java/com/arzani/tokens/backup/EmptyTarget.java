package com.arzani.tokens.backup;

import com.arzani.tokens.database.OwnerWork;
import com.arzani.tokens.problem.Conflict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// The database a backup is restored into: empty, or left half-made by a restore that was killed, which is cleared
/// first.
/// A schema of its own says that a restore is under way.
public final class EmptyTarget {
    private static final String MARK = "arzani_restore";
    private static final String MARKED = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '" + MARK + "')";
    private static final String EMPTY = """
            SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
            AND NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname NOT IN ('public', 'information_schema') AND n.nspname !~ '^pg_')""";
    private static final String CLEAR =
            "DROP SCHEMA IF EXISTS simulator CASCADE; DROP SCHEMA public CASCADE; DROP SCHEMA " + MARK
                    + " CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC";

    private EmptyTarget() {}

    /// True while a restore works in the database, and after one was killed: nothing else may begin there.
    public static boolean unfinished(DataSource owner) {
        return OwnerWork.plainly(owner, connection -> truth(connection, MARKED));
    }

    /// @throws Conflict `restore_not_empty`
    static void begin(DataSource owner) {
        OwnerWork.inTransaction(
                owner, "SELECT pg_advisory_xact_lock(hashtextextended('" + MARK + "', 0))", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        if (truth(connection, MARKED)) {
                            statement.execute(CLEAR);
                        }
                        if (!truth(connection, EMPTY)) {
                            throw new Conflict("restore_not_empty");
                        }
                        statement.execute("CREATE SCHEMA " + MARK);
                    }
                    return null;
                });
    }

    /// Within the transaction that loads the data.
    static void finish(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA " + MARK);
        }
    }

    private static boolean truth(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
