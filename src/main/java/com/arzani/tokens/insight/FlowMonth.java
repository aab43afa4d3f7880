package com.arzani.tokens.insight;

import java.time.YearMonth;
import java.util.Map;

/// Tokens that moved in a month (UTC), by the way they went.
///
/// @param open whether the month is not over
public record FlowMonth(YearMonth month, Map<TokenFlow, Long> tokens, boolean open) {
    public FlowMonth {
        tokens = Map.copyOf(tokens);
    }

    /// Zero where nothing moved.
    public long of(TokenFlow flow) {
        return tokens.getOrDefault(flow, 0L);
    }
}
