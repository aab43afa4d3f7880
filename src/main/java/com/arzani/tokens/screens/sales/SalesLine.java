package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesFigures;
import com.arzani.tokens.insight.SalesSpan;

/// A line of the table: a period, a part of the breakdown, or all of it.
///
/// @param span the days whose entries stand behind it
/// @param value of the breakdown; null for all
/// @param before the same of the period before; null when there is none
record SalesLine(
        String label, SalesSpan span, String value, SalesFigures figures, SalesFigures before, boolean total) {}
