package com.arzani.tokens.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Distinct buyers of each span, of its periods and of its months, in all and by value, in one statement.
final class SalesBuyers {
    private record Asked(SalesGrain grain, SalesSpan span) {}

    /// @param first where the spans of one question begin: the whole, then its periods, then its months
    record Counts(SalesBuyers all, int first, int ofPeriods, int ofMonths) {
        long whole() {
            return whole(null);
        }

        long whole(String value) {
            return all.count(first, value);
        }

        long period(int index) {
            return period(index, null);
        }

        long period(int index, String value) {
            return all.count(first + 1 + index, value);
        }

        long months() {
            return months(null);
        }

        long months(String value) {
            long sum = 0;
            for (int i = 0; i < ofMonths; i++) {
                sum = Math.addExact(sum, all.count(first + 1 + ofPeriods + i, value));
            }
            return sum;
        }
    }

    private final List<Asked> asked = new ArrayList<>();
    private final List<Counts> counts = new ArrayList<>();
    private final Map<Integer, Map<String, Long>> byValue = new HashMap<>();
    private final Map<Integer, Long> whole = new HashMap<>();

    private SalesBuyers() {}

    static SalesBuyers read(List<SalesQuestion> questions, LocalDate today, Connection connection) throws SQLException {
        SalesBuyers buyers = new SalesBuyers();
        questions.forEach(question -> buyers.ask(question, today));
        SalesPart part = questions.getFirst().part();
        String[] parts = part == SalesPart.NONE
                ? new String[] {SalesPart.NONE.stored()}
                : new String[] {SalesPart.NONE.stored(), part.stored()};
        SalesSql.rows(
                connection,
                SalesSql.BUYERS,
                statement -> {
                    statement.setArray(1, connection.createArrayOf("text", buyers.grains()));
                    statement.setArray(2, connection.createArrayOf("date", buyers.firsts()));
                    statement.setArray(3, connection.createArrayOf("date", buyers.ends()));
                    statement.setArray(4, connection.createArrayOf("text", parts));
                    statement.setString(5, questions.getFirst().currency());
                },
                row -> {
                    int n = row.getInt(1) - 1;
                    if (row.getString(2).equals(SalesPart.NONE.stored())) {
                        buyers.whole.put(n, row.getLong(4));
                    } else {
                        buyers.byValue
                                .computeIfAbsent(n, missing -> new HashMap<>())
                                .put(row.getString(3), row.getLong(4));
                    }
                    return n;
                });
        return buyers;
    }

    Counts of(int question) {
        return counts.get(question);
    }

    private void ask(SalesQuestion question, LocalDate today) {
        List<SalesSpan> periods = question.span().by(question.grain());
        List<SalesSpan> months = question.span().by(SalesGrain.MONTH);
        counts.add(new Counts(this, asked.size(), periods.size(), months.size()));
        add(question.span(), today);
        periods.forEach(period -> add(period, today));
        months.forEach(month -> add(month, today));
    }

    private void add(SalesSpan span, LocalDate today) {
        asked.add(new Asked(span.whole(today), span));
    }

    private String[] grains() {
        return asked.stream().map(each -> each.grain().column()).toArray(String[]::new);
    }

    private String[] firsts() {
        return asked.stream().map(each -> each.span().from().toString()).toArray(String[]::new);
    }

    private String[] ends() {
        return asked.stream().map(each -> each.span().to().toString()).toArray(String[]::new);
    }

    private long count(int index, String value) {
        return value == null
                ? whole.getOrDefault(index, 0L)
                : byValue.getOrDefault(index, Map.of()).getOrDefault(value, 0L);
    }
}
