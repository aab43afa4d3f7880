package com.arzani.tokens.market;

/// How many listings each tab holds, counted up to [#MOST].
public record BoostCounts(int running, int ending, int ended) {
    /// Counting stops here: "1,000" means "1,000 or more".
    public static final int MOST = 1000;

    public int of(BoostTab tab) {
        return switch (tab) {
            case RUNNING -> running;
            case ENDING -> ending;
            case ENDED -> ended;
        };
    }
}
