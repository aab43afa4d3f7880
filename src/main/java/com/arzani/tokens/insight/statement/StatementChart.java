package com.arzani.tokens.insight.statement;

import java.util.List;

/// A chart of a statement: bars, and a line that shows what was aimed at.
///
/// @param currency ISO 4217; empty for tokens
/// @param target   the same for all categories, in the unit of the values; null for none
public record StatementChart(
        String title, String currency, List<String> categories, List<Series> series, Target target) {
    public StatementChart {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
    }

    /// @param values pence or tokens, one for each category
    public record Series(String name, List<Long> values) {}

    public record Target(String name, long value) {}
}
