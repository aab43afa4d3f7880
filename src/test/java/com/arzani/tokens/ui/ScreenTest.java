package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testfx.api.FxRobot;

/// Base of the tests that show a real layout with its real controller, headless, in a window of 1000x900. Each test
/// gets
/// a fresh window. Nodes are found by `fx:id` (`#name`), real controls are fired, effects are awaited and asserted.
@ResourceLock("JavaFX")
public abstract class ScreenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Stage stage;
    private ScreenController shown;

    @BeforeAll
    static void startToolkit() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
            Platform.setImplicitExit(false);
        } catch (IllegalStateException alreadyStarted) {
            started.countDown();
        }
        started.await();
    }

    /// Shows a screen as the shell does: made, activated, then told its target.
    @SuppressWarnings("unchecked")
    protected final <C extends ScreenController> C show(Kit kit, Screen screen, Target target) {
        return (C) fx(() -> {
            LoadedScreen<? extends ScreenController> loaded = new ScreenLoader(kit.texts()).load(screen);
            window(loaded.root());
            shown = loaded.controller();
            shown.activate();
            shown.show(target);
            return shown;
        });
    }

    /// Shows any nodes in the test's window.
    protected final void window(Parent root) {
        Theme.LIGHT.apply();
        Scene scene = new Scene(root, 1000, 900);
        Theme.style(scene);
        stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    /// Looks into a window that the product itself made.
    protected final void window(Stage made) {
        stage = made;
    }

    @AfterEach
    final void closeWindow() {
        fx(() -> {
            if (shown != null) {
                shown.deactivate();
                shown = null;
            }
            // Whatever still stands open would take the next test's keys: on this platform the last window has the
            // focus.
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return null;
        });
    }

    /// Runs on the FX thread and hands back the answer or the failure.
    protected static <T> T fx(Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
        try {
            return task.get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    protected static void onFx(Runnable action) {
        fx(() -> {
            action.run();
            return null;
        });
    }

    protected final Stage stage() {
        return stage;
    }

    /// The node with this id (or other selector); fails if there is none.
    @SuppressWarnings("unchecked")
    protected final <N extends Node> N find(String selector) {
        Node node = fx(() -> stage.getScene().getRoot().lookup(selector));
        assertThat(node).as("node " + selector).isNotNull();
        return (N) node;
    }

    /// Presses a button or link, as a person does who waits until it can be pressed. One that stays disabled fails the
    /// test:
    /// firing it would do nothing.
    protected final void fire(String selector) {
        ButtonBase button = find(selector);
        await(selector + " to be pressed", () -> !button.isDisabled() && button.isVisible());
        onFx(button::fire);
    }

    /// Replaces what a field holds.
    protected final void type(String selector, String text) {
        TextInputControl field = find(selector);
        onFx(() -> {
            field.requestFocus();
            field.setText(text);
        });
    }

    protected final String text(String selector) {
        Node node = find(selector);
        return fx(() -> node instanceof TextInputControl input ? input.getText() : ((Labeled) node).getText());
    }

    protected final boolean isDisabled(String selector) {
        Node node = find(selector);
        return fx(node::isDisabled);
    }

    /// The rows of a table that are in memory.
    protected final <R> TableView<R> table(String selector) {
        KeyTable<R> table = find(selector);
        return table.table();
    }

    /// Waits until a condition on the FX thread holds; fails after a minute.
    protected static void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    /// A condition that looks for a node which is not there yet does not hold yet.
    private static boolean holds(BooleanSupplier condition) {
        try {
            return fx(condition::getAsBoolean);
        } catch (AssertionError notYet) {
            return false;
        }
    }

    /// As [#await], for what takes its time by itself, such as connecting again with growing pauses.
    protected static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came: " + what);
            }
            Thread.onSpinWait();
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    /// Real key presses and mouse moves.
    protected static FxRobot robot() {
        return new FxRobot();
    }

    /// Writes `target/pictures/<name>.png`, to be looked at.
    protected final void picture(String name) {
        fx(() -> {
            File file = new File("target/pictures/" + name + ".png");
            file.getParentFile().mkdirs();
            var image = stage.getScene().snapshot(null);
            return ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        });
    }
}
