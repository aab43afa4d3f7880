package com.arzani.tokens.app.tour;

import com.arzani.tokens.app.ConsoleWindow;
import com.arzani.tokens.ui.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Takes each picture in both themes and both sizes. The headless screen is smaller than the pictures, so the window's
/// content is laid out larger and photographed within one task of the FX thread, before the window lays it out again.
final class Camera {
    private static final List<Dimension2D> SIZES = List.of(new Dimension2D(1280, 800), new Dimension2D(1920, 1080));
    /// Tables make their cells in the first layout and place them in the next.
    private static final int LAYOUTS = 3;

    private final ConsoleWindow window;
    private final Path output;
    private final String role;
    private final Consumer<String> tell;
    private int number;

    Camera(ConsoleWindow window, Path output, String role, Consumer<String> tell) {
        this.window = window;
        this.output = output;
        this.role = role;
        this.tell = tell;
    }

    void take(String name) {
        number++;
        // The larger tables ask for the rows they will show, and have them when the picture is taken.
        SIZES.forEach(size -> Hands.fx(() -> shot(size)));
        for (Theme theme : Theme.values()) {
            Hands.onFx(() -> window.theme().set(theme));
            for (Dimension2D size : SIZES) {
                write(Hands.fx(() -> shot(size)), name, theme, size);
            }
        }
        Hands.onFx(() -> window.theme().set(Theme.LIGHT));
    }

    private WritableImage shot(Dimension2D size) {
        Parent root = window.scene().getRoot();
        double width = root.getLayoutBounds().getWidth();
        double height = root.getLayoutBounds().getHeight();
        try {
            for (int pass = 0; pass < LAYOUTS; pass++) {
                root.resize(size.getWidth(), size.getHeight());
                root.applyCss();
                root.layout();
            }
            WritableImage image = new WritableImage((int) size.getWidth(), (int) size.getHeight());
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setViewport(new Rectangle2D(0, 0, size.getWidth(), size.getHeight()));
            return root.snapshot(parameters, image);
        } finally {
            root.resize(width, height);
            root.requestLayout();
        }
    }

    private void write(WritableImage image, String name, Theme theme, Dimension2D size) {
        String file = String.format(
                Locale.ROOT,
                "%s-%02d-%s-%s-%.0fx%.0f.png",
                role,
                number,
                name,
                theme.code(),
                size.getWidth(),
                size.getHeight());
        try {
            ImageIO.write(
                    SwingFXUtils.fromFXImage(image, null),
                    "png",
                    output.resolve(file).toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        tell.accept(file);
    }
}
