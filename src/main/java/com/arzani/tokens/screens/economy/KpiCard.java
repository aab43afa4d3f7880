package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Kpi;
import com.arzani.tokens.ui.Badge;

/// An indicator in words.
///
/// @param value      of the last month that is over
/// @param trend      what it was before, and how the month under way goes
/// @param definition one sentence
public record KpiCard(
        Kpi.Name name,
        String title,
        String value,
        String month,
        Badge state,
        String target,
        String trend,
        String definition) {
    /// As it is read out.
    String spoken() {
        return String.join(". ", title, value + ", " + month, state.text(), target, trend, definition);
    }
}
