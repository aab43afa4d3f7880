package com.arzani.tokens.http;

import java.util.Optional;
import java.util.OptionalLong;

/// Counts how often somebody asks.
@FunctionalInterface
public interface PaceKeeper {
    /// Takes one of somebody's turns, before any work is done.
    Turn take(Pace pace, Asker who);

    /// Who asks.
    ///
    /// @param user      empty for somebody without a token
    /// @param address   of the computer that connected, as IP
    /// @param forwarded what that computer says of the way before it (`X-Forwarded-For`), unchecked
    record Asker(OptionalLong user, String address, Optional<String> forwarded) {}

    /// @param granted whether the request may go on
    /// @param limit how many turns there are in a window
    /// @param windowSeconds how long a window is
    /// @param remaining turns left now
    /// @param resetSeconds until there are all again; when not granted, until there is one
    record Turn(boolean granted, long limit, long windowSeconds, long remaining, long resetSeconds) {}
}
