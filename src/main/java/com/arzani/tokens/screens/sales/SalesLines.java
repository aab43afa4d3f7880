package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table of a report: its periods, or its parts if it is broken down, and all of it below.
final class SalesLines {
    private SalesLines() {}

    static List<SalesLine> of(SalesReport report, SalesWords words, LocalDate today) {
        List<SalesLine> lines =
                report.question().part() == SalesPart.NONE ? periods(report, words, today) : parts(report, words);
        lines.add(new SalesLine(
                words.texts().get("sales.total"),
                report.now().span(),
                null,
                report.now().total(),
                report.before().total(),
                true));
        return lines;
    }

    private static List<SalesLine> periods(SalesReport report, SalesWords words, LocalDate today) {
        List<SalesLine> lines = new ArrayList<>();
        List<SalesReport.Period> before = report.before().periods();
        for (SalesReport.Period period : report.now().periods()) {
            String mark = words.mark(period.span(), today);
            String name = words.period(period.span());
            lines.add(new SalesLine(
                    mark.isEmpty() ? name : words.texts().get("sales.marked", name, mark),
                    period.span(),
                    null,
                    period.total(),
                    lines.size() < before.size() ? before.get(lines.size()).total() : null,
                    false));
        }
        return lines;
    }

    private static List<SalesLine> parts(SalesReport report, SalesWords words) {
        Map<String, SalesReport.Value> before = report.before().values().stream()
                .collect(Collectors.toMap(SalesReport.Value::value, Function.identity()));
        List<SalesLine> lines = new ArrayList<>();
        for (SalesReport.Value part : report.now().values()) {
            SalesReport.Value earlier = before.get(part.value());
            lines.add(new SalesLine(
                    words.value(part.value()),
                    report.now().span(),
                    part.value(),
                    part.total(),
                    earlier == null ? null : earlier.total(),
                    false));
        }
        return lines;
    }
}
