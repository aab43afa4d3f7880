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
    /// @param value of the breakdown, or null for all
    /// @return null where there is nothing to open
    Target of(SalesSpan span, String value, SalesMeasure measure) {
        if (!seen) {
            return null;
        }
        Target days = Places.transactionsIn(span.from(), span.to().minusDays(1)).with(Places.TYPE, measure.entries());
        if (value == null || question.part() == SalesPart.NONE) {
            return days;
        }
        String name = switch (question.part()) {
            case PACKAGE -> Places.PACKAGE;
            case PLAN -> Places.PLAN;
            case VARIANT -> Places.VARIANT;
            default -> Places.BUYER;
        };
        return days.with(name, value.isEmpty() ? Places.WITHOUT : value);
    }
}
