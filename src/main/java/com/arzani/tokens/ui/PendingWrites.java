package com.arzani.tokens.ui;

import java.time.Instant;

/// Remembers, beyond the end of this program, which writes were sent and not answered yet (F1). Called off the FX
/// thread.
public interface PendingWrites {
    /// Remembers nothing.
    PendingWrites NONE = new PendingWrites() {
        @Override
        public void keep(Write write) {}

        @Override
        public void settle(String key) {}
    };

    /// To be called before the write is sent; returns when it would survive a kill. That it cannot be kept is no reason
    /// not
    /// to write.
    void keep(Write write);

    /// The outcome of this key is known.
    void settle(String key);

    /// What a write is, without anything about a person but ids.
    ///
    /// @param kind   its words are `unfinished.what.<kind>`
    /// @param target id of whom or what it is about: a user, or a listing
    /// @param tokens how many tokens, or 0 if that is not what it is about
    record What(String kind, long target, long tokens) {}

    /// A write that was sent.
    record Write(String key, What what, Instant at) {}
}
