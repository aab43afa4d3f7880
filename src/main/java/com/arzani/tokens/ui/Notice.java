package com.arzani.tokens.ui;

import java.time.Instant;

/// Something the console tells in passing.
///
/// @param actionText the verb of the way back, such as "Reverse"; empty if there is none
public record Notice(Severity severity, String text, Instant at, String actionText, Runnable action) {
    public boolean hasAction() {
        return !actionText.isEmpty();
    }
}
