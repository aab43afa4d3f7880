package com.arzani.tokens.payments.simulator;

import java.util.Optional;

/// Which page of which list.
///
/// @param from first second that counts
/// @param to first second that no longer counts
/// @param cursor the object the page starts after, or ends before when going backwards
record ListQuery(
        String object,
        long from,
        long to,
        Optional<String> parent,
        Optional<String> cursor,
        boolean backwards,
        int limit) {}
