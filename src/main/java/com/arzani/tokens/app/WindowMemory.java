package com.arzani.tokens.app;

import com.arzani.tokens.ui.Theme;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the window looked when it was last closed: theme, size, place. Kept in a small file beside the data; one that
/// cannot be read or written is no reason not to work.
final class WindowMemory {
    private static final Logger LOG = LoggerFactory.getLogger(WindowMemory.class);
    private static final double SEEN_AT_LEAST = 120;
    /// On a smaller screen the usual window with its frame does not fit.
    private static final double ROOMY_WIDTH = 1320;

    private static final double ROOMY_HEIGHT = 880;

    private final Path file;

    WindowMemory(Path folder) {
        file = folder.resolve("window.properties");
    }

    void restore(Stage stage, ObjectProperty<Theme> theme) {
        Properties kept = read();
        if (Theme.DARK.code().equals(kept.getProperty("theme"))) {
            theme.set(Theme.DARK);
        }
        Rectangle2D place = place(kept);
        // A window kept on a screen that is no longer there would open where nobody sees it.
        if (place != null && isSeen(place)) {
            stage.setX(place.getMinX());
            stage.setY(place.getMinY());
            stage.setWidth(Math.max(stage.getMinWidth(), place.getWidth()));
            stage.setHeight(Math.max(stage.getMinHeight(), place.getHeight()));
        }
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        boolean tight = place == null && (screen.getWidth() < ROOMY_WIDTH || screen.getHeight() < ROOMY_HEIGHT);
        stage.setMaximized(tight || Boolean.parseBoolean(kept.getProperty("maximized")));
    }

    void keep(Stage stage, Theme theme) {
        Properties kept = read();
        kept.setProperty("theme", theme.code());
        kept.setProperty("maximized", Boolean.toString(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isIconified()) {
            kept.setProperty("x", Long.toString(Math.round(stage.getX())));
            kept.setProperty("y", Long.toString(Math.round(stage.getY())));
            kept.setProperty("width", Long.toString(Math.round(stage.getWidth())));
            kept.setProperty("height", Long.toString(Math.round(stage.getHeight())));
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            kept.store(out, null);
        } catch (IOException unwritable) {
            LOG.info("The window's place is not kept: {}", unwritable.getMessage());
        }
    }

    private Properties read() {
        Properties kept = new Properties();
        if (Files.isReadable(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                kept.load(in);
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.info("The window's last place cannot be read: {}", unreadable.getMessage());
            }
        }
        return kept;
    }

    private static Rectangle2D place(Properties kept) {
        try {
            return new Rectangle2D(
                    Long.parseLong(kept.getProperty("x", "")),
                    Long.parseLong(kept.getProperty("y", "")),
                    Long.parseLong(kept.getProperty("width", "")),
                    Long.parseLong(kept.getProperty("height", "")));
        } catch (IllegalArgumentException notKept) {
            return null;
        }
    }

    private static boolean isSeen(Rectangle2D place) {
        return Screen.getScreensForRectangle(place.getMinX(), place.getMinY(), SEEN_AT_LEAST, SEEN_AT_LEAST).stream()
                .anyMatch(screen ->
                        screen.getBounds().contains(place.getMinX() + SEEN_AT_LEAST, place.getMinY() + SEEN_AT_LEAST));
    }
}
