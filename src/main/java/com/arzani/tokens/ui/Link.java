package com.arzani.tokens.ui;

import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Whether the console reaches its database, as the status bar says it. FX thread only.
public final class Link {
    private final String name;
    private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.REACHED);

    /// @param name where the database is, in words
    public Link(String name) {
        this.name = Objects.requireNonNull(name);
    }

    public enum State {
        REACHED,
        AWAY
    }

    public String name() {
        return name;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state;
    }

    public void report(State now) {
        state.set(now);
    }
}
