package com.arzani.tokens.screens.shell;

import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys of the whole window. Letters and `?` work only while nobody is typing into a field; `?` is told by the
/// typed
/// character, because keyboards differ in where it is.
final class ShellKeys {
    private static final long CHORD_NANOS = 1_500_000_000L;

    private final ShellViewModel model;
    private final Runnable find;
    private final Runnable refresh;
    private final Runnable escape;
    private final EventHandler<KeyEvent> onPressed = this::pressed;
    private final EventHandler<KeyEvent> onTyped = this::typed;
    private long chordUntil;

    /// @param find moves to the Ctrl+K field
    ShellKeys(ShellViewModel model, Runnable find, Runnable refresh, Runnable escape) {
        this.model = model;
        this.find = find;
        this.refresh = refresh;
        this.escape = escape;
    }

    /// Listens in the scene the shell is in, and no longer in the one it left.
    void move(Scene old, Scene now) {
        if (old != null) {
            old.removeEventFilter(KeyEvent.KEY_PRESSED, onPressed);
            old.removeEventFilter(KeyEvent.KEY_TYPED, onTyped);
        }
        if (now != null) {
            now.addEventFilter(KeyEvent.KEY_PRESSED, onPressed);
            now.addEventFilter(KeyEvent.KEY_TYPED, onTyped);
        }
    }

    private void pressed(KeyEvent key) {
        boolean handled = key.isShortcutDown() && !key.isAltDown() ? control(key) : plain(key);
        if (handled) {
            key.consume();
        }
    }

    private boolean control(KeyEvent key) {
        if (key.getCode() == KeyCode.K) {
            find.run();
            return true;
        }
        if (key.getCode().isDigitKey()) {
            model.openByNumber(key.getCode().ordinal() - KeyCode.DIGIT0.ordinal());
            return true;
        }
        return false;
    }

    private boolean plain(KeyEvent key) {
        switch (key.getCode()) {
            case F5 -> refresh.run();
            case ESCAPE -> {
                escape.run();
                return false;
            }
            case LEFT, RIGHT -> {
                if (!key.isAltDown()) {
                    return false;
                }
                if (key.getCode() == KeyCode.LEFT) {
                    model.history().back();
                } else {
                    model.history().forward();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void typed(KeyEvent key) {
        boolean typing = key.getTarget() instanceof TextInputControl;
        if (typing || key.isControlDown() || key.isAltDown() || key.isMetaDown()) {
            return;
        }
        String character = key.getCharacter();
        if (character.equals("?")) {
            model.keysShown.set(!model.keysShown.get());
            key.consume();
        } else if (character.equalsIgnoreCase("g") && System.nanoTime() > chordUntil) {
            chordUntil = System.nanoTime() + CHORD_NANOS;
            key.consume();
        } else if (System.nanoTime() <= chordUntil) {
            chordUntil = 0;
            if (model.openByLetter(character)) {
                key.consume();
            }
        }
    }
}
