package com.arzani.tokens.ui;

import java.time.Clock;

/// What view-models and controllers need of the console around them, made once per window.
public record Kit(Texts texts, TaskRunner tasks, Navigator navigator, Notices notices, Desktop desktop, Clock clock) {
    public Failures failures() {
        return new Failures(texts);
    }

    public TimeText times() {
        return new TimeText(texts, clock);
    }
}
