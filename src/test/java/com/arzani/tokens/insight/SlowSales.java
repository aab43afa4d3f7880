package com.arzani.tokens.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The figures once more, from what happened, one event at a time, with nothing kept.
final class SlowSales {
    enum Kind {
        REFUND,
        DISPUTE,
        FEE
    }

    record Sale(
            Instant at,
            long user,
            long packageId,
            String plan,
            String variant,
            boolean first,
            String currency,
            long pence,
            long tokens,
            long bonus) {
        private String value(SalesPart part) {
            return switch (part) {
                case NONE -> "";
                case PACKAGE -> String.valueOf(packageId);
                case PLAN -> plan;
                case VARIANT -> variant;
                case BUYER_KIND -> first ? "new" : "returning";
            };
        }
    }

    /// @param pence out of our account, or (negative) back into it
    record Return(Kind kind, Sale sale, Instant at, String currency, long pence) {}

    final List<Sale> sales = new ArrayList<>();
    final List<Return> returns = new ArrayList<>();

    SalesReport.Side side(SalesQuestion question) {
        List<SalesReport.Period> periods = new ArrayList<>();
        for (SalesSpan span : question.span().by(question.grain())) {
            Map<String, SalesFigures> values = new TreeMap<>();
            for (String value : values(question, span)) {
                values.put(value, inPeriod(question, span, value));
            }
            periods.add(new SalesReport.Period(span, inPeriod(question, span, null), values));
        }
        List<SalesReport.Value> values = values(question, question.span()).stream()
                .map(value -> new SalesReport.Value(value, figures(question, question.span(), value)))
                .toList();
        return new SalesReport.Side(question.span(), figures(question, question.span(), null), periods, values);
    }

    private TreeSet<String> values(SalesQuestion question, SalesSpan span) {
        TreeSet<String> values = new TreeSet<>();
        if (question.part() != SalesPart.NONE) {
            sales.stream()
                    .filter(sale -> sale.currency().equals(question.currency()) && in(span, sale.at()))
                    .forEach(sale -> values.add(sale.value(question.part())));
            returns.stream()
                    .filter(back -> back.currency().equals(question.currency()) && in(span, back.at()))
                    .forEach(back -> values.add(back.sale().value(question.part())));
        }
        return values;
    }

    /// Within a period, whoever bought counts once.
    private SalesFigures inPeriod(SalesQuestion question, SalesSpan span, String value) {
        SalesFigures figures = figures(question, span, value);
        return figures.bought(figures.buyers(), figures.buyers());
    }

    private SalesFigures figures(SalesQuestion question, SalesSpan span, String value) {
        long[] sums = new long[11];
        for (Sale sale : sold(question, span, value)) {
            sums[0]++;
            sums[1] += sale.pence() == 0 ? 1 : 0;
            sums[2] += sale.pence();
            sums[3] += sale.tokens();
            sums[4] += sale.bonus();
            boolean known = returns.stream()
                    .anyMatch(back -> back.sale() == sale
                            && back.kind() == Kind.FEE
                            && back.at().equals(sale.at()));
            sums[10] += known ? 1 : 0;
        }
        for (Return back : returns) {
            if (back.currency().equals(question.currency())
                    && in(span, back.at())
                    && (value == null || back.sale().value(question.part()).equals(value))) {
                int at = back.kind() == Kind.REFUND ? 5 : back.kind() == Kind.DISPUTE ? 7 : 8;
                sums[at] += at != 8 && back.pence() > 0 ? 1 : 0;
                sums[at + 1] += back.pence();
            }
        }
        long months = 0;
        for (SalesSpan month : span.by(SalesGrain.MONTH)) {
            months += buyers(sold(question, month, value));
        }
        return new SalesFigures(
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                sums[5],
                sums[6],
                sums[7],
                sums[8],
                sums[9],
                sums[10],
                buyers(sold(question, span, value)),
                months);
    }

    private List<Sale> sold(SalesQuestion question, SalesSpan span, String value) {
        return sales.stream()
                .filter(sale -> sale.currency().equals(question.currency())
                        && in(span, sale.at())
                        && (value == null || sale.value(question.part()).equals(value)))
                .toList();
    }

    private static long buyers(List<Sale> sold) {
        HashSet<Long> users = new HashSet<>();
        sold.forEach(sale -> users.add(sale.user()));
        return users.size();
    }

    private static boolean in(SalesSpan span, Instant at) {
        LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(span.from()) && day.isBefore(span.to());
    }
}
