package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ledger.Flow;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Waterfall.Kind;
import com.arzani.tokens.ui.Waterfall.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The steps of a balance for staff, as bars and as rows.
final class StepWords {
    private final Texts texts;
    private final Dates dates;

    StepWords(Texts texts) {
        this.texts = texts;
        dates = new Dates(texts);
    }

    List<Step> steps(BalanceExplanation shown) {
        List<Step> steps = new ArrayList<>();
        for (Flow flow : shown.flows()) {
            steps.add(step(flow));
        }
        if (shown.owed().count() > 0) {
            String owed = texts.get("explain.step.owed");
            steps.add(new Step(
                    Kind.OWED,
                    owed,
                    shown.owed().count(),
                    shown.owed().signed(),
                    texts.get("explain.step.owed.whole", shown.owed().toString()),
                    null));
        }
        steps.add(new Step(
                Kind.SUM,
                texts.get("explain.step.balance"),
                shown.balance().count(),
                shown.balance().toString(),
                texts.get("explain.step.balance.whole", shown.balance().toString()),
                null));
        return steps;
    }

    private Step step(Flow flow) {
        String label = label(flow);
        return new Step(
                flow.tokens().count() < 0 ? Kind.DOWN : Kind.UP,
                label,
                flow.tokens().count(),
                flow.tokens().signed(),
                texts.get(
                        "explain.step.whole",
                        label,
                        flow.tokens().signed(),
                        flow.entries(),
                        dates.period(flow.first(), flow.last())),
                flow);
    }

    private String label(Flow flow) {
        String sort = texts.get("explain.sort." + flow.sort().name().toLowerCase(Locale.ROOT));
        return flow.action() == null ? sort : texts.get("explain.sort.spent_on", action(flow.action()));
    }

    /// What was spent on, as staff call it.
    String action(String code) {
        String key = "explain.action." + code;
        return texts.has(key) ? texts.get(key) : SafeText.line(code);
    }
}
