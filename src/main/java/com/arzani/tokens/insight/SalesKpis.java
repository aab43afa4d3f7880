package com.arzani.tokens.insight;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.hibernate.Session;

/// The indicators of sales, which are the Sales screen's own figures: net by month, and by buyer and month, in pounds.
final class SalesKpis {
    private SalesKpis() {}

    static List<Kpi> read(Session session, YearMonth first, YearMonth present) {
        SalesSpan span = new SalesSpan(first.atDay(1), present.plusMonths(1).atDay(1));
        SalesQuestion question = new SalesQuestion(span, SalesGrain.MONTH, SalesPart.NONE, "GBP");
        SalesReport report = session.doReturningWork(connection -> Sales.read(question, connection));
        return List.of(
                kpi(
                        Kpi.Name.TOKEN_SALES,
                        report,
                        report.targets().monthlySalesPence(),
                        month -> OptionalLong.of(month.netPence()),
                        present),
                kpi(Kpi.Name.ARPU, report, report.targets().arpuPence(), SalesFigures::arpuPence, present));
    }

    private static Kpi kpi(
            Kpi.Name name,
            SalesReport report,
            OptionalLong target,
            Function<SalesFigures, OptionalLong> value,
            YearMonth present) {
        return new Kpi(
                name,
                target.isPresent() ? BigDecimal.valueOf(target.getAsLong()) : null,
                report.now().periods().stream()
                        .filter(period ->
                                period.total().purchases() > 0 || period.total().netPence() != 0)
                        .map(period -> month(period, target, value.apply(period.total()), present))
                        .toList());
    }

    private static Kpi.Month month(
            SalesReport.Period period, OptionalLong target, OptionalLong pence, YearMonth present) {
        YearMonth month = YearMonth.from(period.span().from());
        BigDecimal value = pence.isPresent() ? BigDecimal.valueOf(pence.getAsLong()) : null;
        Kpi.State state = Kpi.State.NONE;
        if (value != null && target.isPresent()) {
            state = pence.getAsLong() >= target.getAsLong() ? Kpi.State.MET : Kpi.State.MISSED;
        }
        return new Kpi.Month(month, value, period.total().purchases(), state, month.equals(present));
    }
}
