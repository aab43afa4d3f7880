package com.arzani.tokens.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Turns a layout into nodes. Controllers come from the given makers alone: a layout that asks for any other class
/// stops with that class's name.
public final class ScreenLoader {
    private final Texts texts;

    public ScreenLoader(Texts texts) {
        this.texts = texts;
    }

    public LoadedScreen<? extends ScreenController> load(Screen screen) {
        LoadedScreen<?> loaded =
                load(screen.fxml(), screen.made(), screen.parts().toArray(Screen.Made<?>[]::new));
        return new LoadedScreen<>(loaded.root(), (ScreenController) loaded.controller());
    }

    /// @param others controllers of layouts included by this one
    public <C> LoadedScreen<C> load(String fxml, Screen.Made<C> main, Screen.Made<?>... others) {
        Map<Class<?>, Supplier<?>> makers = Arrays.stream(others)
                .collect(Collectors.toMap(other -> (Class<?>) other.type(), other -> (Supplier<?>) other.maker()));
        makers.put(main.type(), main.maker());
        URL place = ScreenLoader.class.getResource(fxml);
        if (place == null) {
            throw new IllegalStateException("There is no layout " + fxml);
        }
        FXMLLoader loader = new FXMLLoader(place, texts.bundle());
        loader.setControllerFactory(type -> make(makers, type, fxml));
        try {
            Parent root = loader.load();
            return new LoadedScreen<>(root, main.type().cast(loader.getController()));
        } catch (IOException broken) {
            throw new UncheckedIOException("Cannot load " + fxml, broken);
        }
    }

    private static Object make(Map<Class<?>, Supplier<?>> makers, Class<?> type, String fxml) {
        Supplier<?> maker = makers.get(type);
        if (maker == null) {
            throw new IllegalStateException("No controller " + type.getName() + " is registered for " + fxml);
        }
        return maker.get();
    }
}
