package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Indicators as cards say them.
record KpiWords(Texts texts) {
    KpiCard card(Kpi kpi) {
        String key = "economy.kpi." + kpi.name().name().toLowerCase(Locale.ROOT);
        Optional<Kpi.Month> current = kpi.current();
        return new KpiCard(
                kpi.name(),
                texts.get(key),
                current.map(month -> value(kpi, month.value())).orElse("–"),
                current.map(month -> month(month)).orElse(texts.get("economy.kpi.nothing")),
                badge(current.map(Kpi.Month::state).orElse(Kpi.State.NONE)),
                target(kpi),
                trend(kpi),
                texts.get(key + ".definition"));
    }

    private String target(Kpi kpi) {
        if (kpi.target() == null) {
            return texts.get("economy.kpi.no_target");
        }
        String key = kpi.name().unit() == Kpi.Unit.MONEY ? "least" : kpi.name().moreIsBetter() ? "over" : "under";
        return texts.get("economy.kpi.target." + key, value(kpi, kpi.target()));
    }

    private String month(Kpi.Month month) {
        String words = MonthWords.brief(month.month());
        return month.open() ? texts.get("economy.kpi.so_far", words) : words;
    }

    private String trend(Kpi kpi) {
        List<String> parts = new ArrayList<>();
        kpi.previous()
                .filter(before -> before.value() != null)
                .ifPresent(before -> parts.add(
                        texts.get("economy.kpi.before", MonthWords.brief(before.month()), value(kpi, before.value()))));
        kpi.underWay()
                .filter(now -> now.value() != null)
                .ifPresent(now -> parts.add(
                        texts.get("economy.kpi.now", MonthWords.brief(now.month()), value(kpi, now.value()))));
        return parts.isEmpty() ? texts.get("economy.kpi.no_trend") : String.join("\n", parts);
    }

    private String value(Kpi kpi, BigDecimal value) {
        if (value == null) {
            return "–";
        }
        return switch (kpi.name().unit()) {
            case SHARE ->
                value.stripTrailingZeros().scale() <= 0
                        ? value.setScale(0).toPlainString() + "%"
                        : value.toPlainString() + "%";
            case TIME -> value.toPlainString() + " ms";
            case MONEY -> new Pence(value.longValueExact()).toString();
        };
    }

    private Badge badge(Kpi.State state) {
        String words = texts.get("economy.state." + state.name().toLowerCase(Locale.ROOT));
        return switch (state) {
            case MET -> new Badge(words, Badge.Tone.SUCCESS);
            case MISSED -> new Badge(words, Badge.Tone.DANGER);
            case TOO_FEW -> new Badge(words, Badge.Tone.WARNING);
            case NONE -> new Badge(words, Badge.Tone.NEUTRAL);
        };
    }
}
