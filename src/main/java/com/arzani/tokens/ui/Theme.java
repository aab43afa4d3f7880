package com.arzani.tokens.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark. The sheets of `styles/` use the theme's meaning colours alone, so they fit both.
public enum Theme {
    LIGHT,
    DARK;

    private static final double FONT_SIZE = 13;

    /// Turns the whole program to this theme; FX thread.
    public void apply() {
        Application.setUserAgentStylesheet(
                this == LIGHT ? new PrimerLight().getUserAgentStylesheet() : new PrimerDark().getUserAgentStylesheet());
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    private static void loadFonts() {
        ResourceFolder.files("fonts").forEach((name, font) -> {
            if (name.endsWith(".ttf")) {
                Font.loadFont(font.toExternalForm(), FONT_SIZE);
            }
        });
    }

    /// Its name in file names and settings.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Adds every sheet of `styles/` to a scene, and the console's font: its digits are all of one width.
    public static void style(Scene scene) {
        loadFonts();
        ResourceFolder.files("styles").forEach((name, sheet) -> {
            if (name.endsWith(".css")) {
                scene.getStylesheets().add(sheet.toExternalForm());
            }
        });
    }
}
