package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesQuestion;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Target;

/// Where the ledger's entries behind a figure are: the same days, the same part.
///
/// @param seen whether the person may see entries at all: they name customers
record SalesRows(SalesQuestion question, boolean seen) {
    private static final String WITHOUT = "none";

    /// @param value of the breakdown, or null for all
    /// @return null where there is nothing to open
    Target of(SalesSpan span, String value, SalesMeasure measure) {
        if (!seen) {
            return null;
        }
        Target days = Places.transactions()
                .with("type", measure.entries())
                .with("from", span.from())
                .with("to", span.to().minusDays(1));
        if (value == null || question.part() == SalesPart.NONE) {
            return days;
        }
        String name = switch (question.part()) {
            case PACKAGE -> "package";
            case PLAN -> "plan";
            case VARIANT -> "variant";
            default -> "buyer";
        };
        return days.with(name, value.isEmpty() ? WITHOUT : value);
    }
}
