package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Sales by day, week or month, from the day rows that a job keeps: a few indexed reads, however long the history
/// (T19). Prices are those of the sale (T9), refunds, disputes and fees stand on the day they happened. Nothing here
/// names a person.
public final class Sales {
    private static final String POUNDS = "GBP";

    private final Database database;

    /// @param database of a login of finance, product, administration or the service
    public Sales(Database database) {
        this.database = database;
    }

    /// Everything about one range and the one before it, of one moment.
    public SalesReport read(SalesQuestion question) {
        return database.read(session -> session.doReturningWork(connection -> read(question, connection)));
    }

    static SalesReport read(SalesQuestion question, Connection connection) throws SQLException {
        LocalDate today =
                SalesSql.one(connection, SalesSql.TODAY, row -> date(row, 1)).orElseThrow();
        SalesQuestion before = question.before();
        SalesDays days = SalesDays.read(question, before, connection);
        List<SalesBuyers.Counts> buyers = SalesBuyers.read(List.of(question, before), today, connection);
        Map<String, String> packages = new TreeMap<>();
        SalesSql.rows(connection, SalesSql.PACKAGES, row -> packages.put(row.getString(1), row.getString(2)));
        return new SalesReport(
                question,
                side(question, days.now(), buyers.get(0)),
                side(before, days.before(), buyers.get(1)),
                targets(question.currency(), connection),
                SalesSql.one(connection, SalesSql.AS_OF, row -> moment(row, 1)).orElse(Instant.EPOCH),
                Map.copyOf(packages),
                SalesSql.rows(connection, SalesSql.CURRENCIES, row -> row.getString(1)));
    }

    private static SalesReport.Side side(SalesQuestion question, SalesDays.Sums sums, SalesBuyers.Counts buyers) {
        List<SalesReport.Period> periods = new ArrayList<>();
        Map<String, SalesFigures> values = new TreeMap<>();
        SalesFigures total = SalesFigures.NONE;
        List<SalesSpan> spans = question.span().by(question.grain());
        for (int i = 0; i < spans.size(); i++) {
            Map<String, SalesFigures> sold =
                    sums.by(question.grain().start(spans.get(i).from()));
            SalesFigures all = SalesFigures.NONE;
            Map<String, SalesFigures> counted = new LinkedHashMap<>();
            for (Map.Entry<String, SalesFigures> one : sold.entrySet()) {
                all = all.plus(one.getValue());
                values.merge(one.getKey(), one.getValue(), SalesFigures::plus);
                if (question.part() != SalesPart.NONE) {
                    long bought = buyers.period(i, one.getKey());
                    counted.put(one.getKey(), one.getValue().bought(bought, bought));
                }
            }
            long bought = buyers.period(i, null);
            periods.add(new SalesReport.Period(spans.get(i), all.bought(bought, bought), counted));
            total = total.plus(all);
        }
        return new SalesReport.Side(
                question.span(),
                total.bought(buyers.whole(null), buyers.months(null)),
                periods,
                question.part() == SalesPart.NONE ? List.of() : largestFirst(values, buyers));
    }

    private static List<SalesReport.Value> largestFirst(Map<String, SalesFigures> values, SalesBuyers.Counts buyers) {
        return values.entrySet().stream()
                .map(value -> new SalesReport.Value(
                        value.getKey(),
                        value.getValue().bought(buyers.whole(value.getKey()), buyers.months(value.getKey()))))
                .sorted((one, other) ->
                        Long.compare(other.total().grossPence(), one.total().grossPence()))
                .toList();
    }

    private static SalesReport.Targets targets(String currency, Connection connection) throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        SalesSql.rows(connection, SalesSql.TARGETS, row -> found.put(row.getString(1), row.getLong(2)));
        return new SalesReport.Targets(
                target(currency, found.get("KPI_MONTHLY_SALES_PENCE")), target(currency, found.get("KPI_ARPU_PENCE")));
    }

    private static OptionalLong target(String currency, Long pence) {
        return pence == null || !currency.equals(POUNDS) ? OptionalLong.empty() : OptionalLong.of(pence);
    }

    static LocalDate date(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }
}
