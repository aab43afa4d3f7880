package com.arzani.tokens.ui;

import java.util.List;

/// A page of a list that is read by key.
///
/// @param next        the key the next page begins after; null at the end of the list
/// @param lookedUntil empty for a whole page; otherwise how far a filter looked before it stopped to let the person
///                    decide ("until 3 May 2025")
public record Page<R, K>(List<R> rows, K next, String lookedUntil) {
    public Page {
        rows = List.copyOf(rows);
    }

    public static <R, K> Page<R, K> of(List<R> rows, K next) {
        return new Page<>(rows, next, "");
    }

    /// Reads one page off the FX thread.
    public interface Loader<R, K> {
        /// @param after the key to begin after; null for the first page
        Page<R, K> load(K after, int rowsMax) throws Exception;
    }
}
