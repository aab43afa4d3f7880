package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.Sales;

/// What the Sales screen stands on.
///
/// @param seesEntries whether the person's role may look at single entries, which name customers
public record SalesServices(Sales sales, boolean seesEntries) {}
