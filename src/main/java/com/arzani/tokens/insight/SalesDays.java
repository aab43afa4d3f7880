package com.arzani.tokens.insight;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The day rows of two spans, added up by period and value.
record SalesDays(Sums now, Sums before) {
    /// @param byPeriod by the period's first day, then by value
    record Sums(Map<LocalDate, Map<String, SalesFigures>> byPeriod) {
        Map<String, SalesFigures> by(LocalDate period) {
            return byPeriod.getOrDefault(period, Map.of());
        }

        private void put(ResultSet row) throws SQLException {
            byPeriod.computeIfAbsent(Sales.date(row, 2), period -> new TreeMap<>())
                    .put(row.getString(3), figures(row));
        }
    }

    static SalesDays read(SalesQuestion now, SalesQuestion before, Connection connection) throws SQLException {
        SalesDays days = new SalesDays(new Sums(new HashMap<>()), new Sums(new HashMap<>()));
        SalesSql.rows(
                connection,
                SalesSql.DAYS.formatted(now.part().column()),
                statement -> {
                    statement.setString(1, now.grain().column());
                    statement.setObject(2, now.span().from());
                    statement.setObject(3, now.span().to());
                    statement.setObject(4, before.span().from());
                    statement.setObject(5, before.span().to());
                    statement.setString(6, now.currency());
                },
                row -> {
                    (row.getInt(1) == 0 ? days.now() : days.before()).put(row);
                    return row;
                });
        return days;
    }

    private static SalesFigures figures(ResultSet row) throws SQLException {
        return new SalesFigures(
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                0,
                0);
    }
}
