package com.arzani.tokens.screens.flags;

import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How flags are put into words, the same in the list, the form and the history.
final class FlagWords {
    static final BigDecimal ALL = new BigDecimal(100);

    private final Texts texts;

    FlagWords(Texts texts) {
        this.texts = texts;
    }

    /// What people call the feature; a flag without words of its own is called by its name.
    String feature(String name) {
        String key = "flags.feature." + name.toLowerCase(Locale.ROOT);
        return texts.has(key) ? texts.get(key) : name;
    }

    /// What being without the feature means for a customer.
    String about(String name) {
        String key = "flags.about." + name.toLowerCase(Locale.ROOT);
        return texts.has(key) ? texts.get(key) : "";
    }

    Badge state(FeatureFlag.Setting setting) {
        if (!setting.enabled() || setting.percentage().signum() == 0) {
            return new Badge(texts.get("flags.off"), Badge.Tone.NEUTRAL);
        }
        boolean whole =
                setting.percentage().compareTo(ALL) == 0 && setting.buyerPlans().isEmpty();
        return whole
                ? new Badge(texts.get("flags.on"), Badge.Tone.SUCCESS)
                : new Badge(texts.get("flags.partly"), Badge.Tone.WARNING);
    }

    String share(FeatureFlag.Setting setting) {
        return percent(setting.percentage());
    }

    String percent(BigDecimal percent) {
        return texts.get("flags.percent", percent.stripTrailingZeros().toPlainString());
    }

    String audience(FeatureFlag.Setting setting) {
        return setting.buyerPlans().isEmpty()
                ? texts.get("flags.everybody")
                : texts.get("flags.plans", String.join(", ", setting.buyerPlans()));
    }

    /// What differs, a line each; empty if nothing does.
    List<String> changes(FeatureFlag.Setting before, FeatureFlag.Setting after) {
        List<String> changes = new ArrayList<>();
        if (before.enabled() != after.enabled()) {
            changes.add(texts.get("flags.change.switch", onOff(before), onOff(after)));
        }
        if (!before.percentage().equals(after.percentage())) {
            changes.add(texts.get("flags.change.share", share(before), share(after)));
        }
        if (!before.buyerPlans().equals(after.buyerPlans())) {
            changes.add(texts.get("flags.change.audience", audience(before), audience(after)));
        }
        return changes;
    }

    private String onOff(FeatureFlag.Setting setting) {
        return texts.get(setting.enabled() ? "flags.switch.on" : "flags.switch.off");
    }
}
