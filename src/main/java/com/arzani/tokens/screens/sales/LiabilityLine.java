package com.arzani.tokens.screens.sales;

import com.arzani.tokens.ui.Target;

/// A line of the roll-forward in words.
///
/// @param opens where its entries are; null where there are none to see
/// @param sum   whether it is the opening or the closing
record LiabilityLine(String label, String tokens, String worth, Target opens, boolean sum) {}
