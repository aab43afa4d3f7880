package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.ui.Badge;

/// A line of the list.
///
/// @param traffic who takes part
/// @param winner  empty until there is one
record ExperimentRow(PriceExperiment experiment, Badge state, String traffic, String groups, String winner) {}
