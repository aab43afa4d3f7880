package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.Liability;

/// What the page of the liability stands on.
///
/// @param seesEntries whether the person's role may look at single entries, which name customers
public record LiabilityServices(Liability liability, boolean seesEntries) {}
