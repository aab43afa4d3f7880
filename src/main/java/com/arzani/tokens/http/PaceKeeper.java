package com.arzani.tokens.http;

/// Counts how often a user asks.
@FunctionalInterface
public interface PaceKeeper {
    /// Takes one of a user's turns, before any work is done.
    Turn take(Pace pace, long userId);

    /// @param granted whether the request may go on
    /// @param limit how many turns there are in a window
    /// @param windowSeconds how long a window is
    /// @param remaining turns left now
    /// @param resetSeconds until there are all again; when not granted, until there is one
    record Turn(boolean granted, long limit, long windowSeconds, long remaining, long resetSeconds) {}
}
