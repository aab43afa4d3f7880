package com.arzani.tokens.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the sales' figures ask the database.
final class SalesSql {
    static final String TODAY = "SELECT (ledger_now() AT TIME ZONE 'UTC')::date";
    static final String PACKAGES = "SELECT id::text, name FROM token_packages";
    static final String AS_OF = "SELECT folded_at FROM token_rollup_marks WHERE name = 'sale_facts'";
    static final String CURRENCIES = """
            SELECT DISTINCT currency FROM sales_buyers WHERE part = 'all' AND grain = 'month' ORDER BY 1
            """;
    static final String TARGETS = """
            SELECT DISTINCT ON (name) name, value FROM settings WHERE name IN ('KPI_MONTHLY_SALES_PENCE', 'KPI_ARPU_PENCE')
            ORDER BY name, version DESC
            """;
    /// Sums by period and value of two spans; %s: the column of the breakdown.
    static final String DAYS = """
            SELECT s.n, date_trunc(?, d.day::timestamp)::date, %s, sum(purchases), sum(unpriced), sum(gross_pence), sum(tokens),
                sum(bonus), sum(refunds), sum(refunds_pence), sum(disputes), sum(disputes_pence), sum(fees_pence), sum(fees_known)
            FROM (VALUES (0, ?::date, ?::date), (1, ?::date, ?::date)) AS s (n, first, ends)
            JOIN sales_days d ON d.currency = ?::bpchar AND d.day >= s.first AND d.day < s.ends
            GROUP BY 1, 2, 3
            """;
    /// Distinct buyers of the whole periods of two spans.
    static final String SERIES = """
            SELECT s.n, b.period, b.part, b.value, sum(b.buyers)
            FROM (VALUES (0, ?::date, ?::date), (1, ?::date, ?::date)) AS s (n, first, ends)
            JOIN sales_buyers b ON b.currency = ?::bpchar AND b.part = ANY (?::varchar[]) AND b.grain = ?::varchar
                AND b.period >= s.first AND b.period < s.ends
            GROUP BY 1, 2, 3, 4
            """;
    /// Distinct buyers of a few other spans, each by a grain that its ends lie on. Each span and part is one range of
    /// the
    /// key, which a plain join would not see.
    static final String BUYERS = """
            SELECT s.n, p.part, b.value, b.buyers
            FROM unnest(?::text[], ?::date[], ?::date[]) WITH ORDINALITY AS s (grain, first, ends, n)
            CROSS JOIN unnest(?::text[]) AS p (part)
            CROSS JOIN LATERAL (SELECT x.value, sum(x.buyers) AS buyers FROM sales_buyers x
                WHERE x.currency = ?::bpchar AND x.part = p.part AND x.grain = s.grain AND x.period >= s.first AND x.period < s.ends
                    AND x.previous < s.first GROUP BY 1) b
            """;

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private SalesSql() {}

    static <T> List<T> rows(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        return rows(connection, sql, statement -> {}, reader);
    }

    static <T> List<T> rows(Connection connection, String sql, Binding binding, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        }
    }

    static <T> Optional<T> one(Connection connection, String sql, RowReader<T> reader) throws SQLException {
        return rows(connection, sql, reader).stream().findFirst();
    }
}
