package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.BalanceBand;
import com.arzani.tokens.insight.Behaviour;
import com.arzani.tokens.insight.CustomerSegment;
import com.arzani.tokens.insight.Customers;
import com.arzani.tokens.insight.SignupCohort;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.chart.Figure;
import com.arzani.tokens.ui.chart.Figure.Category;
import com.arzani.tokens.ui.chart.Figure.Series;
import com.arzani.tokens.ui.chart.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Customers as figures: who they are, what they hold, how far they came.
record CustomerFigures(Texts texts, EconomyPlaces places) {
    Figure segments(Customers customers) {
        List<CustomerSegment> segments = List.of(CustomerSegment.values());
        List<Category> categories = segments.stream()
                .map(segment -> Category.of(
                        texts.get("economy.segment." + segment.key() + ".short"),
                        name(segment) + ": " + meaning(segment, customers)))
                .toList();
        List<Long> users = segments.stream()
                .map(segment -> customers.bySegment().get(segment).users())
                .toList();
        return Figure.of(texts.get("economy.segments.title"), Unit.COUNT, categories)
                .noted(texts.get("economy.segments.note"))
                .with(Series.bars(texts.get("economy.users"), users)
                        .summed(false)
                        .opening(place(users, at -> places.segment(segments.get(at)))));
    }

    String name(CustomerSegment segment) {
        return texts.get("economy.segment." + segment.key());
    }

    private String meaning(CustomerSegment segment, Customers customers) {
        return texts.get("economy.segment." + segment.key() + ".meaning", customers.heavyFrom());
    }

    Figure balances(Customers customers) {
        List<BalanceBand> bands = List.copyOf(customers.byBand().keySet());
        List<Long> users =
                customers.byBand().values().stream().map(Behaviour::users).toList();
        return Figure.of(
                        texts.get("economy.balances.title"),
                        Unit.COUNT,
                        bands.stream()
                                .map(band -> Category.of(words(band), texts.get("economy.band.long", words(band))))
                                .toList())
                .noted(texts.get("economy.balances.note"))
                .with(Series.bars(texts.get("economy.users"), users)
                        .opening(place(users, at -> places.band(bands.get(at)))));
    }

    private static String words(BalanceBand band) {
        if (band.to() == null) {
            return band.from() + "+";
        }
        return band.from() == band.to() ? Long.toString(band.from()) : band.from() + "–" + band.to();
    }

    /// Rows for every segment, then for every plan.
    List<BehaviourRow> behaviour(Customers customers) {
        List<BehaviourRow> rows = new ArrayList<>();
        customers
                .bySegment()
                .forEach((segment, behaviour) -> rows.add(new BehaviourRow(
                        texts.get("economy.kind.segment"), name(segment), behaviour, places.segment(segment))));
        customers
                .byPlan()
                .forEach((plan, behaviour) ->
                        rows.add(new BehaviourRow(texts.get("economy.kind.plan"), plan, behaviour, places.plan(plan))));
        return rows;
    }

    /// How far those came who joined in the months shown.
    Figure funnel(List<SignupCohort> cohorts) {
        List<Long> reached = IntStream.range(0, SignupCohort.STEPS)
                .mapToObj(step -> cohorts.stream()
                        .mapToLong(cohort -> cohort.reached().get(step))
                        .sum())
                .toList();
        long joined = reached.getFirst();
        List<Category> categories = IntStream.range(0, SignupCohort.STEPS)
                .mapToObj(step -> Category.of(
                        texts.get("economy.step." + step),
                        texts.get(
                                "economy.step.share",
                                texts.get("economy.step." + step),
                                share(reached.get(step), joined))))
                .toList();
        return Figure.of(texts.get("economy.funnel.title"), Unit.COUNT, categories)
                .noted(texts.get("economy.funnel.note"))
                .with(Series.bars(texts.get("economy.users"), reached).summed(false));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0%" : Unit.PERCENT.text(Math.multiplyExact(part, 10_000L) / whole);
    }

    static IntFunction<Target> place(List<Long> values, IntFunction<Target> places) {
        return at -> values.get(at) == null || values.get(at) == 0 ? null : places.apply(at);
    }
}
