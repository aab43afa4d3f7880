package com.arzani.tokens.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The places of one window, like a browser's; the open one is [#currentProperty]. Keeps the last 100.
public final class NavigationHistory implements Navigator {
    private static final int PLACES_MAX = 100;

    private final List<Target> places = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Target> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
    private int position = -1;

    @Override
    public void open(Target target) {
        if (target.equals(current.get())) {
            return;
        }
        places.subList(position + 1, places.size()).clear();
        places.add(target);
        if (places.size() > PLACES_MAX) {
            places.removeFirst();
        }
        moveTo(places.size() - 1);
    }

    /// Does not move: the screen already shows this target.
    @Override
    public void replace(Target target) {
        if (position >= 0 && places.get(position).screen().equals(target.screen())) {
            places.set(position, target);
        }
    }

    @Override
    public void back() {
        if (position > 0) {
            moveTo(position - 1);
        }
    }

    @Override
    public void forward() {
        if (position < places.size() - 1) {
            moveTo(position + 1);
        }
    }

    /// Forgets every place, at sign-out.
    public void clear() {
        places.clear();
        position = -1;
        canGoBack.set(false);
        canGoForward.set(false);
        current.set(null);
    }

    private void moveTo(int place) {
        position = place;
        canGoBack.set(position > 0);
        canGoForward.set(position < places.size() - 1);
        current.set(places.get(position));
    }

    public ReadOnlyObjectProperty<Target> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoForwardProperty() {
        return canGoForward.getReadOnlyProperty();
    }
}
