package com.arzani.tokens.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Parent;

/// Keeps the screens of a window: each is made when it is first opened and kept, so that what was typed stays; the one
/// in the window is active. FX thread only.
public final class ScreenHost {
    private final ScreenLoader loader;
    private final Map<String, Screen> screens;
    private final Consumer<Parent> place;
    private final Map<String, LoadedScreen<? extends ScreenController>> made = new HashMap<>();
    private final ReadOnlyObjectWrapper<Screen> open = new ReadOnlyObjectWrapper<>();

    /// @param place puts a screen's root into the window
    public ScreenHost(ScreenLoader loader, Map<String, Screen> screens, Consumer<Parent> place) {
        this.loader = loader;
        this.screens = Map.copyOf(screens);
        this.place = place;
    }

    /// Shows `target`, making its screen if need be.
    public void show(Target target) {
        Screen screen = screens.get(target.screen());
        if (screen == null) {
            throw new IllegalStateException("There is no screen " + target.screen());
        }
        LoadedScreen<? extends ScreenController> next = made.computeIfAbsent(screen.name(), n -> loader.load(screen));
        if (screen != open.get()) {
            leave();
            place.accept(next.root());
            open.set(screen);
            next.controller().activate();
        }
        next.controller().show(target);
    }

    /// Reads the open screen again.
    public void refresh() {
        if (open.get() != null) {
            made.get(open.get().name()).controller().refresh();
        }
    }

    /// Takes the open screen out of the window, at sign-out.
    public void leave() {
        if (open.get() != null) {
            made.get(open.get().name()).controller().deactivate();
            open.set(null);
        }
    }

    public ReadOnlyObjectProperty<Screen> openProperty() {
        return open.getReadOnlyProperty();
    }
}
