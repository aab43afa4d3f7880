package com.arzani.tokens.app;

import java.time.Duration;
import javafx.animation.PauseTransition;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;

/// Tells when nobody has touched key or mouse for a while. FX thread only.
final class IdleWatch implements AutoCloseable {
    private final Scene scene;
    private final PauseTransition pause = new PauseTransition();
    private final EventHandler<InputEvent> touched = event -> pause.playFromStart();
    private boolean watching;

    IdleWatch(Scene scene, Runnable idle) {
        this.scene = scene;
        pause.setOnFinished(end -> idle.run());
    }

    /// Counts from now; zero or less never tells.
    void begin(Duration allowed) {
        close();
        if (allowed.isPositive()) {
            pause.setDuration(javafx.util.Duration.millis(allowed.toMillis()));
            scene.addEventFilter(InputEvent.ANY, touched);
            watching = true;
            pause.playFromStart();
        }
    }

    @Override
    public void close() {
        pause.stop();
        if (watching) {
            scene.removeEventFilter(InputEvent.ANY, touched);
            watching = false;
        }
    }
}
