package com.arzani.tokens.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// Work on a plain connection of a database's owner or of a reader of all its rows; SQL's failures come as
/// TokenProblems.
public final class OwnerWork {
    private OwnerWork() {}

    /// What is done with the connection.
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Each statement is a transaction of its own.
    public static <T> T plainly(DataSource source, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw SqlProblems.asProblem(failure);
        }
    }

    /// One transaction, as long as it needs; nothing of it is kept when the work fails.
    ///
    /// @param begin statements it begins with
    public static <T> T inTransaction(DataSource source, String begin, Work<T> work) {
        return plainly(source, connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(begin + "; SET LOCAL statement_timeout = 0; SET LOCAL transaction_timeout = 0;"
                        + " SET LOCAL idle_in_transaction_session_timeout = 0");
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        });
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
