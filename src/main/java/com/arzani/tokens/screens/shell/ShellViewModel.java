package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Theme;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The state of the window around the screens.
public final class ShellViewModel {
    final BooleanProperty noticesShown = new SimpleBooleanProperty();
    final BooleanProperty keysShown = new SimpleBooleanProperty();
    final ObjectProperty<Theme> theme;

    private final ShellParts parts;
    private final Chords chords;

    /// @param theme the window's theme, which outlives a sign-in
    public ShellViewModel(ShellParts parts, ObjectProperty<Theme> theme) {
        this.parts = parts;
        this.theme = theme;
        this.chords = new Chords(parts.screens(), parts.kit().texts());
        noticesShown.addListener((value, old, shown) -> {
            if (shown) {
                parts.kit().notices().markRead();
            }
        });
    }

    public ShellViewModel(ShellParts parts) {
        this(parts, new SimpleObjectProperty<>(Theme.LIGHT));
    }

    ShellParts parts() {
        return parts;
    }

    Chords chords() {
        return chords;
    }

    List<Screen> screens() {
        return parts.screens();
    }

    NavigationHistory history() {
        return parts.history();
    }

    void open(Screen screen) {
        parts.history().open(Target.of(screen.name()));
    }

    /// The screen of a digit key, 1 being the first of the navigation.
    void openByNumber(int number) {
        if (number >= 1 && number <= parts.screens().size()) {
            open(parts.screens().get(number - 1));
        }
    }

    /// The screen of the letter after G; false if there is none.
    boolean openByLetter(String letter) {
        Screen screen = chords.screen(letter);
        if (screen != null) {
            open(screen);
        }
        return screen != null;
    }

    void turnTheme() {
        theme.set(theme.get().other());
    }

    /// Esc: closes what lies over the screen; false if nothing did.
    boolean closeOverlays() {
        boolean any = noticesShown.get() || keysShown.get();
        noticesShown.set(false);
        keysShown.set(false);
        return any;
    }
}
