package com.arzani.tokens.ui;

/// What every screen's controller is. It binds nodes to its view-model and does nothing else.
public interface ScreenController {
    /// The screen enters the window: start watching, load. Whatever is bound here is released in [#deactivate].
    default void activate() {}

    /// The screen leaves the window: cancel reads, stop watching. What was typed stays.
    default void deactivate() {}

    /// Shows what `target` names. Called after [#activate], and again when the target changes while open.
    default void show(Target target) {}

    /// Reads again what is shown (F5), keeping selection and typed text.
    default void refresh() {}
}
