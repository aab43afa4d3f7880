package com.arzani.tokens.reconciliation;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.Session;

/// Statements with `?` on a session's connection: for reading whole rows into records, and for the job's own rows.
record Sql(Session session) {
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String statement, RowReader<T> reader, Object... values) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, values);
                try (ResultSet result = prepared.executeQuery()) {
                    List<T> rows = new ArrayList<>();
                    while (result.next()) {
                        rows.add(reader.read(result));
                    }
                    return rows;
                }
            }
        });
    }

    <T> Optional<T> row(String statement, RowReader<T> reader, Object... values) {
        return rows(statement, reader, values).stream().findFirst();
    }

    /// Calls a door that returns nothing.
    boolean done(String statement, Object... values) {
        return rows(statement, row -> true, values).isEmpty();
    }

    int change(String statement, Object... values) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, values);
                return prepared.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement prepared, Object... values) throws SQLException {
        int at = 1;
        for (Object value : values) {
            if (value instanceof Collection<?> list) {
                boolean numbers = list.stream().allMatch(Long.class::isInstance) && !list.isEmpty();
                prepared.setArray(
                        at++, prepared.getConnection().createArrayOf(numbers ? "bigint" : "text", list.toArray()));
            } else if (value instanceof Instant moment) {
                prepared.setObject(at++, moment.atOffset(ZoneOffset.UTC));
            } else if (value instanceof OptionalLong number) {
                prepared.setObject(at++, number.isPresent() ? number.getAsLong() : null, Types.BIGINT);
            } else if (value instanceof Optional<?> optional) {
                prepared.setObject(at++, optional.orElse(null));
            } else {
                prepared.setObject(at++, value);
            }
        }
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
