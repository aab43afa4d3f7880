package com.arzani.tokens.insight.statement;

import com.arzani.tokens.insight.LiabilityReport;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesReport;
import java.util.Map;

/// Everything a statement says about a month in one currency.
///
/// @param month     by day, beside the month before
/// @param year      the twelve months that end with it
/// @param parts     the month again, by package, plan, variant and buyer
/// @param liability of the month, its revenue by day
/// @param revenue   of the same twelve months, by month
record MonthFigures(
        String currency,
        SalesReport month,
        SalesReport year,
        Map<SalesPart, SalesReport> parts,
        LiabilityReport liability,
        LiabilityReport revenue) {}
