package com.arzani.tokens.ui;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A background task as the status bar shows it. FX thread only.
public final class Activity {
    private final String name;
    private final String screen;
    private final Runnable cancel;
    private final DoubleProperty progress = new SimpleDoubleProperty(-1);
    private final StringProperty step = new SimpleStringProperty("");

    /// @param screen the screen that tells more; empty if none does
    /// @param cancel asks the task to stop
    public Activity(String name, String screen, Runnable cancel) {
        this.name = name;
        this.screen = screen;
        this.cancel = cancel;
    }

    public String name() {
        return name;
    }

    public String screen() {
        return screen;
    }

    public void cancel() {
        cancel.run();
    }

    /// 0 to 1, or -1 while unknown.
    public DoubleProperty progressProperty() {
        return progress;
    }

    public StringProperty stepProperty() {
        return step;
    }
}
