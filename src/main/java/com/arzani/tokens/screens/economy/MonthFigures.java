package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.ContactMonth;
import com.arzani.tokens.insight.FlowMonth;
import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.insight.Share;
import com.arzani.tokens.insight.SignupCohort;
import com.arzani.tokens.insight.TokenFlow;
import com.arzani.tokens.insight.UseMonth;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Figure.Category;
import com.arzani.tokens.ui.chart.Figure.Series;
import com.arzani.tokens.ui.chart.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What happened month by month, as figures.
record MonthFigures(Texts texts, EconomyPlaces places) {
    private static final int BASIS_POINTS = 2;

    Figure flows(List<FlowMonth> months) {
        Figure figure = Figure.of(
                        texts.get("economy.flows.title"),
                        Unit.TOKENS,
                        months.stream()
                                .map(month -> MonthWords.category(month.month(), soFar(month.open())))
                                .toList())
                .noted(texts.get("economy.flows.note"));
        for (TokenFlow flow : TokenFlow.values()) {
            List<Long> tokens = months.stream()
                    .map(month -> flow.isIn() ? month.of(flow) : -month.of(flow))
                    .toList();
            figure = figure.with(Series.stack(
                            texts.get("economy.flow." + flow.name().toLowerCase(Locale.ROOT)), tokens)
                    .opening(CustomerFigures.place(
                            tokens, at -> places.flow(flow, months.get(at).month()))));
        }
        return figure;
    }

    Figure use(List<UseMonth> months, BigDecimal target) {
        List<Long> used = months.stream().map(month -> points(month.used())).toList();
        return Figure.of(
                        texts.get("economy.use.title"),
                        Unit.PERCENT,
                        months.stream()
                                .map(month -> MonthWords.category(month.month(), immature(month.immature())))
                                .toList())
                .noted(texts.get("economy.use.note"))
                .with(Series.bars(texts.get("economy.use.series"), used)
                        .summed(false)
                        .opening(CustomerFigures.place(
                                used, at -> places.bought(months.get(at).month()))))
                .with(target(target, months.size()));
    }

    Figure conversion(List<SignupCohort> cohorts, BigDecimal target) {
        List<Long> converted =
                cohorts.stream().map(cohort -> points(cohort.converted())).toList();
        return Figure.of(
                        texts.get("economy.conversion.title"),
                        Unit.PERCENT,
                        cohorts.stream()
                                .map(cohort -> MonthWords.category(cohort.month(), immature(cohort.immature())))
                                .toList())
                .noted(texts.get("economy.conversion.note"))
                .with(Series.bars(texts.get("economy.conversion.series"), converted)
                        .summed(false)
                        .opening(CustomerFigures.place(
                                converted,
                                at -> places.converted(cohorts.get(at).month()))))
                .with(target(target, cohorts.size()));
    }

    Figure contacts(List<ContactMonth> months, BigDecimal target) {
        List<Long> answered =
                months.stream().map(month -> points(month.answered())).toList();
        return Figure.of(
                        texts.get("economy.contacts.title"),
                        Unit.PERCENT,
                        months.stream()
                                .map(month -> MonthWords.category(month.month(), soFar(month.open())))
                                .toList())
                .noted(texts.get("economy.contacts.note"))
                .with(Series.bars(texts.get("economy.contacts.series"), answered)
                        .summed(false)
                        .opening(CustomerFigures.place(
                                answered, at -> places.contacts(months.get(at).month()))))
                .with(target(target, months.size()));
    }

    /// An indicator's months beside its target.
    Figure indicator(Kpi kpi, KpiCard card) {
        Unit unit = switch (kpi.name().unit()) {
            case SHARE -> Unit.PERCENT;
            case TIME -> Unit.COUNT;
            case MONEY -> Unit.pounds();
        };
        Function<BigDecimal, Long> scaled =
                value -> kpi.name().unit() == Kpi.Unit.SHARE ? scaled(value) : rounded(value);
        List<Category> categories = kpi.months().stream()
                .map(month -> MonthWords.category(
                        month.month(),
                        month.state() == Kpi.State.TOO_FEW ? texts.get("economy.too_few") : soFar(month.open())))
                .toList();
        Figure figure = Figure.of(
                        card.title()
                                + texts.get("economy.kpi.unit." + kpi.name().unit()),
                        unit,
                        categories)
                .noted(card.definition())
                .with(Series.bars(
                                card.title(),
                                kpi.months().stream()
                                        .map(month -> month.value() == null ? null : scaled.apply(month.value()))
                                        .toList())
                        .summed(false));
        return kpi.target() == null || kpi.months().isEmpty()
                ? figure
                : figure.with(Series.target(
                        texts.get("economy.target"),
                        scaled.apply(kpi.target()),
                        kpi.months().size()));
    }

    private Series target(BigDecimal percent, int months) {
        return Series.target(texts.get("economy.target"), scaled(percent), months);
    }

    /// Fewer than 20 cases are no rate to draw (ruling 25).
    private static Long points(Share share) {
        return share.isTooFew() ? null : scaled(share.percent());
    }

    private static Long scaled(BigDecimal percent) {
        return percent.movePointRight(BASIS_POINTS).longValueExact();
    }

    private static Long rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private String soFar(boolean open) {
        return open ? texts.get("economy.so_far") : "";
    }

    private String immature(boolean open) {
        return open ? texts.get("economy.immature") : "";
    }
}
