package com.arzani.tokens.market;

import java.util.List;
import java.util.function.Function;

/// Some rows of a list that is read by key.
///
/// @param next the key the next page begins after; null at the end of the list
public record MarketPage<R, K>(List<R> rows, K next) {
    public MarketPage {
        rows = List.copyOf(rows);
    }

    /// A page that is not full is the last one.
    static <R, K> MarketPage<R, K> of(List<R> rows, int rowsMax, Function<R, K> key) {
        return new MarketPage<>(rows, rows.size() < rowsMax ? null : key.apply(rows.getLast()));
    }
}
