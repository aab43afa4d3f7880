package com.arzani.tokens.app.tour;

import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Walk;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Walks a window's own controls, from a thread that is not the FX thread.
final class Hands implements Walk.Guide {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private final Scene scene;
    private final Camera camera;

    Hands(Scene scene, Camera camera) {
        this.scene = scene;
        this.camera = camera;
    }

    static <T> T fx(Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        if (Platform.isFxApplicationThread()) {
            // A condition may look something up: it is asked on this very thread, which must not wait for itself.
            task.run();
        } else {
            Platform.runLater(task);
        }
        try {
            return task.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The tour stopped", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The tour was interrupted", interrupted);
        }
    }

    static void onFx(Runnable action) {
        fx(() -> {
            action.run();
            return null;
        });
    }

    @Override
    public void type(String selector, String text) {
        TextInputControl field = find(selector);
        onFx(() -> {
            field.requestFocus();
            field.setText(text);
            field.positionCaret(text.length());
        });
    }

    @Override
    public void fire(String selector) {
        await(selector + " to be enabled", () -> {
            Node node = scene.lookup(selector);
            return node != null && !node.isDisabled() && node.isVisible();
        });
        ButtonBase button = find(selector);
        onFx(button::fire);
    }

    @Override
    public void choose(String selector, int index) {
        Node box = find(selector);
        onFx(() -> {
            if (box instanceof ComboBox<?> combo) {
                combo.getSelectionModel().select(index);
            } else {
                ((ChoiceBox<?>) box).getSelectionModel().select(index);
            }
        });
    }

    @Override
    public void select(String tableSelector, int row) {
        rows(tableSelector);
        KeyTable<?> table = find(tableSelector);
        onFx(() -> table.table().getSelectionModel().clearAndSelect(row));
    }

    @Override
    public int rows(String tableSelector) {
        KeyTable<?> table = find(tableSelector);
        await("the rows of " + tableSelector, () -> {
            var list = table.table().getItems();
            return list instanceof KeyList<?, ?> keys
                    && isRead(keys.stateProperty().get());
        });
        return fx(() -> table.table().getItems().size());
    }

    private static boolean isRead(KeyList.State state) {
        return state == KeyList.State.MORE || state == KeyList.State.END || state == KeyList.State.PAUSED;
    }

    @Override
    public void press(KeyCode key) {
        onFx(() -> {
            Node owner = scene.getFocusOwner();
            KeyEvent pressed = new KeyEvent(KeyEvent.KEY_PRESSED, "", key.getName(), key, false, false, false, false);
            Event.fireEvent(owner == null ? scene : owner, pressed);
        });
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        await(PATIENCE, what, condition);
    }

    void await(Duration patience, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!fx(condition::getAsBoolean)) {
            if (System.nanoTime() > end) {
                camera.take("stopped");
                throw new IllegalStateException("The tour waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    @Override
    public boolean shows(String selector) {
        return fx(() -> {
            Node node = scene.lookup(selector);
            return node != null && node.isVisible();
        });
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N extends Node> N find(String selector) {
        await(selector, () -> scene.lookup(selector) != null);
        return (N) fx(() -> scene.lookup(selector));
    }

    @Override
    public void picture(String name) {
        camera.take(name);
    }
}
