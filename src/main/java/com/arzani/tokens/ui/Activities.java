package com.arzani.tokens.ui;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The background tasks that run now, and how the last one ended. FX thread only.
public final class Activities {
    private final ObservableList<Activity> running = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper lastResult = new ReadOnlyStringWrapper("");

    public void begin(Activity activity) {
        running.add(activity);
    }

    /// @param result one line for the status bar, such as "Reconciled 12:40, 3 findings"
    public void end(Activity activity, String result) {
        running.remove(activity);
        lastResult.set(result);
    }

    public ObservableList<Activity> running() {
        return running;
    }

    public ReadOnlyStringProperty lastResultProperty() {
        return lastResult.getReadOnlyProperty();
    }
}
