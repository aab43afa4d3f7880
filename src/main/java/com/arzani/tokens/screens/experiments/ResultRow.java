package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.money.Pence;

/// One group's figures in words.
record ResultRow(String group, long users, long buyers, Pence revenue, String conversion, String each, Guards guards) {
    /// @param refunds  refunded purchases of all
    /// @param contacts users who wrote to a seller, of all
    record Guards(String refunds, String contacts) {}
}
