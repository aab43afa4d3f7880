package com.arzani.tokens.screens.sales;

/// One headline figure in words.
///
/// @param trend against the period before; empty when nothing is compared
/// @param before what it was in the period before; may be empty
/// @param target how it stands to its target; empty without one
/// @param whole all of it in a sentence
record SalesTile(String name, String value, String trend, String before, String target, String whole) {
    static final SalesTile NONE = new SalesTile("", "", "", "", "", "");
}
