package com.arzani.tokens.insight.statement;

import com.arzani.tokens.insight.Kpi;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a statement says about the specification's indicators in a month; money has its own pages.
final class KpiPages {
    private final Words words;
    private final YearMonth of;

    KpiPages(Words words, YearMonth of) {
        this.words = words;
        this.of = of;
    }

    StatementPage page(List<Kpi> kpis) {
        List<StatementTable.Row> rows = new ArrayList<>();
        for (Kpi kpi : kpis) {
            if (kpi.name().unit() != Kpi.Unit.MONEY) {
                rows.add(row(kpi));
            }
        }
        return new StatementPage(
                words.get("statement.kpis"),
                words.get("statement.kpis.note"),
                List.of(),
                List.of(new StatementTable(
                        words.get("statement.kpis"),
                        "",
                        List.of(
                                words.get("statement.figure"),
                                words.get("statement.month"),
                                words.get("statement.target"),
                                words.get("statement.cases"),
                                words.get("statement.state")),
                        rows)));
    }

    private StatementTable.Row row(Kpi kpi) {
        Optional<Kpi.Month> month =
                kpi.months().stream().filter(one -> one.month().equals(of)).findFirst();
        String state = month.map(one -> one.open() ? "open" : one.state().name().toLowerCase(Locale.ROOT))
                .orElse("none");
        return StatementTable.Row.of(
                words.get("statement.kpi." + kpi.name().name().toLowerCase(Locale.ROOT)),
                month.map(one -> value(kpi, one.value())).orElse(null),
                value(kpi, kpi.target()),
                month.map(Kpi.Month::cases).orElse(0L),
                words.get("statement.state." + state));
    }

    private Object value(Kpi kpi, BigDecimal value) {
        if (value == null) {
            return null;
        }
        return kpi.name().unit() == Kpi.Unit.TIME ? words.get("statement.milliseconds", value.toPlainString()) : value;
    }
}
