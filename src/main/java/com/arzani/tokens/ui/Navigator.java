package com.arzani.tokens.ui;

/// How screens open one another without knowing each other.
public interface Navigator {
    /// Opens a screen at a target; the place left behind can be reached by [#back].
    void open(Target target);

    /// Says that the open screen now shows something else (a filter, another record), so that the way back leads there.
    void replace(Target target);

    void back();

    void forward();
}
