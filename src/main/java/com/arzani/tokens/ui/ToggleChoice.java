package com.arzani.tokens.ui;

import javafx.beans.property.Property;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;

/// Toggle buttons for the values of an enum: exactly one is chosen, so a pressed one pressed again stays pressed. A
/// button's
/// user data is its value, or in a layout the value's name.
public final class ToggleChoice {
    private ToggleChoice() {}

    /// Keeps buttons and property alike, both ways.
    public static <E extends Enum<E>> void bind(ToggleGroup group, Class<E> values, Property<E> chosen) {
        chosen.subscribe(value -> group.getToggles().stream()
                .filter(toggle -> valueOf(toggle, values) == value)
                .forEach(group::selectToggle));
        group.selectedToggleProperty().addListener((value, old, now) -> {
            Toggle pressed = now == null ? old : now;
            group.selectToggle(pressed);
            chosen.setValue(valueOf(pressed, values));
        });
    }

    private static <E extends Enum<E>> E valueOf(Toggle toggle, Class<E> values) {
        Object data = toggle.getUserData();
        return values.isInstance(data) ? values.cast(data) : Enum.valueOf(values, (String) data);
    }
}
