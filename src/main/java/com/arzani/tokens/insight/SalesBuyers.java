package com.arzani.tokens.insight;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Distinct buyers of two spans, of their periods and of their months, in all and by value: whole periods in one
/// statement, what they are cut to in another.
final class SalesBuyers {
    private record Asked(SalesGrain grain, SalesSpan span) {}

    /// Counts of one span: in all, and by value.
    private record Found(Map<String, Long> values) {
        private Found() {
            this(new HashMap<>());
        }

        long count(String value) {
            return values.getOrDefault(value == null ? ALL : value, 0L);
        }
    }

    /// @param whole the whole span
    record Counts(Found whole, List<Found> periods, List<Found> months) {
        long whole(String value) {
            return whole.count(value);
        }

        /// @param value of the breakdown, or null for all
        long period(int index, String value) {
            return periods.get(index).count(value);
        }

        long months(String value) {
            return months.stream().mapToLong(month -> month.count(value)).reduce(0, Math::addExact);
        }
    }

    /// No value of a breakdown.
    private static final String ALL = "\u0000";

    private final Connection connection;
    private final List<SalesQuestion> questions;
    private final LocalDate today;
    private final List<String> parts;
    private final Map<Asked, Found> found = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    private SalesBuyers(List<SalesQuestion> questions, LocalDate today, Connection connection) {
        this.questions = questions;
        this.today = today;
        this.connection = connection;
        SalesPart part = questions.getFirst().part();
        parts = part == SalesPart.NONE
                ? List.of(SalesPart.NONE.stored())
                : List.of(SalesPart.NONE.stored(), part.stored());
    }

    /// @param questions the one asked, and the same of the period before
    static List<Counts> read(List<SalesQuestion> questions, LocalDate today, Connection connection)
            throws SQLException {
        SalesBuyers buyers = new SalesBuyers(questions, today, connection);
        List<Counts> counts = questions.stream().map(buyers::ask).toList();
        buyers.readSeries();
        buyers.readOthers();
        return counts;
    }

    private Counts ask(SalesQuestion question) {
        return new Counts(
                ask(question.span(), question.grain()),
                question.span().by(question.grain()).stream()
                        .map(period -> ask(period, question.grain()))
                        .toList(),
                question.span().by(SalesGrain.MONTH).stream()
                        .map(month -> ask(month, question.grain()))
                        .toList());
    }

    /// What the series has is not asked for once more.
    private Found ask(SalesSpan span, SalesGrain series) {
        boolean onePeriod =
                span.whole(today) == series && series.next(span.from()).compareTo(span.to()) >= 0
                        || series == SalesGrain.DAY && span.days() == 1;
        Asked one = new Asked(onePeriod ? series : span.whole(today), onePeriod ? period(series, span.from()) : span);
        if (!onePeriod && !found.containsKey(one)) {
            asked.add(one);
        }
        return found.computeIfAbsent(one, missing -> new Found());
    }

    private static SalesSpan period(SalesGrain grain, LocalDate first) {
        return new SalesSpan(first, grain.next(first));
    }

    private void readSeries() throws SQLException {
        SalesGrain grain = questions.getFirst().grain();
        SalesSql.rows(
                connection,
                SalesSql.SERIES,
                statement -> {
                    int at = 1;
                    for (SalesQuestion question : questions) {
                        statement.setObject(at++, question.span().from());
                        statement.setObject(at++, question.span().to());
                    }
                    statement.setString(at++, questions.getFirst().currency());
                    statement.setArray(at++, connection.createArrayOf("varchar", parts.toArray()));
                    statement.setString(at, grain.column());
                },
                row -> {
                    Found period = found.get(new Asked(grain, period(grain, Sales.date(row, 2))));
                    if (period != null) {
                        put(period, row.getString(3), row.getString(4), row.getLong(5));
                    }
                    return row;
                });
    }

    private void readOthers() throws SQLException {
        SalesSql.rows(
                connection,
                SalesSql.BUYERS,
                statement -> {
                    statement.setArray(1, array("text", one -> one.grain().column()));
                    statement.setArray(2, array("date", one -> one.span().from().toString()));
                    statement.setArray(3, array("date", one -> one.span().to().toString()));
                    statement.setArray(4, connection.createArrayOf("text", parts.toArray()));
                    statement.setString(5, questions.getFirst().currency());
                },
                row -> {
                    put(found.get(asked.get(row.getInt(1) - 1)), row.getString(2), row.getString(3), row.getLong(4));
                    return row;
                });
    }

    private Array array(String type, Function<Asked, String> column) throws SQLException {
        return connection.createArrayOf(type, asked.stream().map(column).toArray());
    }

    private static void put(Found span, String part, String value, long buyers) {
        span.values().put(part.equals(SalesPart.NONE.stored()) ? ALL : value, buyers);
    }
}
