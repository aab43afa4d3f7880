package com.arzani.tokens.screens.sales;

/// In what unspent tokens are shown by age.
enum LiabilityMeasure {
    WORTH,
    TOKENS
}
