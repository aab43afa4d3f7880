package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// Fills the sheet of keys.
final class KeySheet {
    private KeySheet() {}

    static void fill(GridPane list, Chords chords, Texts texts) {
        line(list, texts.get("shell.keys.find"), "Ctrl", "K");
        line(list, texts.get("shell.keys.number"), "Ctrl", "1–9");
        chords.all()
                .forEach((letter, screen) ->
                        line(list, texts.get("shell.keys.open", texts.get(screen.titleKey())), "G", letter));
        line(list, texts.get("shell.keys.refresh"), "F5");
        line(list, texts.get("shell.keys.back"), "Alt", "←");
        line(list, texts.get("shell.keys.forward"), "Alt", "→");
        line(list, texts.get("shell.keys.open_row"), "Enter");
        line(list, texts.get("shell.keys.copy_row"), "Ctrl", "C");
        line(list, texts.get("shell.keys.explain"), "Ctrl", "E");
        line(list, texts.get("shell.keys.newest"), "Ctrl", "Home");
        line(list, texts.get("shell.keys.escape"), "Esc");
        line(list, texts.get("shell.keys.sheet"), "?");
    }

    private static void line(GridPane list, String what, String... keys) {
        int row = list.getRowCount();
        list.add(new Label(what), 0, row);
        javafx.scene.layout.HBox caps = new javafx.scene.layout.HBox(4);
        for (String key : keys) {
            Label cap = new Label(key);
            cap.getStyleClass().add("key-cap");
            caps.getChildren().add(cap);
        }
        list.add(caps, 1, row);
    }
}
