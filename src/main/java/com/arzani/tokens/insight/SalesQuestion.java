package com.arzani.tokens.insight;

import com.arzani.tokens.problem.Rejected;

/// What is asked of sales.
///
/// @param currency ISO code: money of two currencies is never added up (T21)
public record SalesQuestion(SalesSpan span, SalesGrain grain, SalesPart part, String currency) {
    /// So many periods fit a chart and a table that people read.
    public static final int PERIODS_MOST = 400;

    /// @throws Rejected `sales_range_too_long` for more periods than anybody reads
    public SalesQuestion {
        if (span.days() > 40L * 366 || span.by(grain).size() > PERIODS_MOST) {
            throw new Rejected("sales_range_too_long", String.valueOf(PERIODS_MOST));
        }
    }

    /// The same of the period before.
    public SalesQuestion before() {
        return new SalesQuestion(span.before(), grain, part, currency);
    }
}
