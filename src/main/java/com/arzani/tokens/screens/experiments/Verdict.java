package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentStatistics;
import com.arzani.tokens.catalog.ExperimentStatistics.Comparison;
import com.arzani.tokens.catalog.GroupResult;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.ui.Kit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an experiment's numbers say, in sentences. Tests are made once, at the horizon: looking again and again until
/// one of them strikes would find differences that are not there.
final class Verdict {
    private final Kit kit;
    private final ExperimentWords words;
    private final List<GroupResult> groups;
    private final BigDecimal level;

    Verdict(Kit kit, List<GroupResult> groups) {
        this.kit = kit;
        this.groups = groups;
        words = new ExperimentWords(kit.texts());
        level = ExperimentStatistics.level(groups.size() - 1);
    }

    /// What is wrong with the groups' sizes; empty if nothing is.
    String alarm() {
        return ExperimentStatistics.sampleRatio(groups)
                .filter(ExperimentStatistics::alarms)
                .map(ratio -> kit.texts().get("experiments.alarm", words.p(ratio)))
                .orElse("");
    }

    /// @param judged whether the horizon is reached
    String sentences(PriceExperiment experiment, boolean judged) {
        List<String> said = new ArrayList<>();
        if (!judged) {
            boolean over = experiment.state() == PriceExperiment.State.ENDED;
            said.add(
                    over
                            ? kit.texts().get("experiments.verdict.early")
                            : kit.texts()
                                    .get(
                                            "experiments.verdict.wait",
                                            kit.times()
                                                    .minute(experiment
                                                            .course()
                                                            .horizon()
                                                            .orElseThrow())));
        }
        for (GroupResult group : groups.subList(1, groups.size())) {
            Comparison compared = ExperimentStatistics.compare(groups.getFirst(), group);
            if (judged) {
                said.add(revenue(group, compared));
                said.add(conversion(group, compared));
            }
            guard(said, group, compared.refunds(), refundShareIsWorse(group), "experiments.guard.refunds");
            guard(said, group, compared.contacts(), contactShareIsWorse(group), "experiments.guard.contacts");
        }
        return String.join("\n", said);
    }

    private String revenue(GroupResult group, Comparison compared) {
        if (compared.revenue().isEmpty()) {
            return kit.texts().get("experiments.verdict.few", group.group());
        }
        return kit.texts()
                .get(
                        counts(compared.revenue()) ? "experiments.verdict.revenue" : "experiments.verdict.revenue.none",
                        group.group(),
                        words.money(compared.gain().orElseThrow()),
                        words.p(compared.revenue().get()),
                        level.stripTrailingZeros().toPlainString());
    }

    private String conversion(GroupResult group, Comparison compared) {
        if (compared.conversion().isEmpty()) {
            return kit.texts().get("experiments.verdict.buyers.few", group.group());
        }
        return kit.texts()
                .get(
                        counts(compared.conversion())
                                ? "experiments.verdict.buyers"
                                : "experiments.verdict.buyers.none",
                        group.group(),
                        words.p(compared.conversion().get()));
    }

    private boolean counts(Optional<BigDecimal> p) {
        return p.isPresent() && p.get().compareTo(level) < 0;
    }

    /// A guardrail speaks at any time: it protects customers, it picks no winner.
    private void guard(List<String> said, GroupResult group, Optional<BigDecimal> p, boolean worse, String key) {
        if (worse && counts(p)) {
            said.add(kit.texts().get(key, group.group(), words.p(p.get())));
        }
    }

    private boolean refundShareIsWorse(GroupResult group) {
        GroupResult control = groups.getFirst();
        return above(
                group.refunds().purchases(),
                group.sales().purchases(),
                control.refunds().purchases(),
                control.sales().purchases());
    }

    private boolean contactShareIsWorse(GroupResult group) {
        GroupResult control = groups.getFirst();
        return above(
                control.people().contacting(),
                control.people().exposed(),
                group.people().contacting(),
                group.people().exposed());
    }

    private static boolean above(long part, long of, long thanPart, long thanOf) {
        return Math.multiplyExact(part, thanOf) > Math.multiplyExact(thanPart, of);
    }
}
