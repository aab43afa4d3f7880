package com.arzani.tokens.payments.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which page of which list.
///
/// @param from first second that counts
/// @param to first second that no longer counts
/// @param wanted what its rows must have
/// @param cursor the object the page starts after, or ends before when going backwards
record ListQuery(
        String object, long from, long to, Wanted wanted, Optional<String> cursor, boolean backwards, int limit) {
    /// Any of these parents, this label, any of these ids, and these values of the state, each if given.
    ///
    /// @param state the value wanted for each field's expression
    record Wanted(
            Optional<Set<String>> parents,
            Optional<String> label,
            Optional<Set<String>> ids,
            Map<String, String> state) {}
}
