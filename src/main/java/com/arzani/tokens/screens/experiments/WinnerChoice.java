package com.arzani.tokens.screens.experiments;

import java.util.Optional;

/// A group to win, or none.
record WinnerChoice(Optional<String> group, String text) {
    @Override
    public String toString() {
        return text;
    }
}
