package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.ExperimentStatistics.Estimate;
import com.arzani.tokens.catalog.GroupPackage;
import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How experiments are put into words, the same in the list, the draft and the results.
final class ExperimentWords {
    private static final BigDecimal SMALLEST_P = new BigDecimal("0.001");

    private final Texts texts;

    ExperimentWords(Texts texts) {
        this.texts = texts;
    }

    Badge state(PriceExperiment.State state) {
        return switch (state) {
            case DRAFT -> new Badge(texts.get("experiments.state.draft"), Badge.Tone.NEUTRAL);
            case RUNNING -> new Badge(texts.get("experiments.state.running"), Badge.Tone.ACCENT);
            case ENDED -> new Badge(texts.get("experiments.state.ended"), Badge.Tone.SUCCESS);
        };
    }

    String plans(List<String> plans) {
        return plans.isEmpty()
                ? texts.get("experiments.everybody")
                : texts.get("experiments.plans", String.join(", ", plans));
    }

    String percent(BigDecimal percent) {
        return texts.get("experiments.percent", percent.stripTrailingZeros().toPlainString());
    }

    /// A plan in one line, with the packages by name where they are known.
    String plan(ExperimentPlan plan, Map<Long, GroupPackage> known) {
        String groups = plan.groups().stream().map(group -> group(group, known)).collect(Collectors.joining("; "));
        return texts.get("experiments.plan", percent(plan.traffic()), plans(plan.buyerPlans()), groups);
    }

    private String group(ExperimentPlan.Group group, Map<Long, GroupPackage> known) {
        return texts.get(
                "experiments.plan.group",
                group.name(),
                Integer.toString(group.weight()),
                packages(group.packageIds(), known));
    }

    String packages(List<Long> ids, Map<Long, GroupPackage> known) {
        if (ids.isEmpty()) {
            return texts.get("experiments.standard");
        }
        return ids.stream()
                .map(id -> known.containsKey(id)
                        ? texts.get(
                                "experiments.package.short",
                                known.get(id).name(),
                                known.get(id).offer().price())
                        : texts.get("experiments.package.gone", Long.toString(id)))
                .collect(Collectors.joining(", "));
    }

    /// A package as one chooses it: name, tokens with bonus, price, and whose place it takes.
    String candidate(GroupPackage each, Map<Long, GroupPackage> known) {
        String text = texts.get(
                each.experimental() ? "experiments.package.own" : "experiments.package.standard",
                each.name(),
                offer(each.offer()));
        GroupPackage base =
                each.standsFor().isPresent() ? known.get(each.standsFor().getAsLong()) : null;
        return base == null ? text : texts.get("experiments.package.for", text, base.name());
    }

    String offer(Offer offer) {
        return offer.bonus().count() == 0
                ? texts.get("experiments.offer", offer.tokens(), offer.price())
                : texts.get("experiments.offer.bonus", offer.tokens(), offer.bonus(), offer.price());
    }

    /// A share with its interval: `3.2 % (2.1 to 4.5)`.
    String share(Estimate share) {
        return texts.get("experiments.share", hundred(share.value()), hundred(share.low()), hundred(share.high()));
    }

    private static String hundred(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    /// Pence with their interval, in pounds.
    String money(Estimate pence) {
        return texts.get("experiments.money", pounds(pence.value()), pounds(pence.low()), pounds(pence.high()));
    }

    private static Pence pounds(BigDecimal pence) {
        return new Pence(pence.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    String p(BigDecimal p) {
        return p.compareTo(SMALLEST_P) < 0
                ? texts.get("experiments.p.small")
                : texts.get(
                        "experiments.p", p.setScale(3, RoundingMode.HALF_EVEN).toPlainString());
    }
}
