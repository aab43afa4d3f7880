package com.arzani.tokens.app.tour;

import com.arzani.tokens.app.ConsoleWindow;
import com.arzani.tokens.app.Settings;
import com.arzani.tokens.app.Wiring;
import com.arzani.tokens.app.screens.ScreenModule;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The tour: each demonstration operator signs in and walks the screens they see, by the screens' own controls.
public final class Tour {
    private static final List<String> ROLES = List.of("support", "finance", "product", "admin");
    /// The first start loads the demonstration data.
    private static final Duration START = Duration.ofMinutes(3);

    private final Settings settings;
    private final Texts texts;
    private final Path output;
    private final List<String> only;
    private final Consumer<String> tell;

    /// @param only names of the screens to walk; empty means the whole console
    /// @param tell takes one line for each picture
    public Tour(Settings settings, Texts texts, Path output, List<String> only, Consumer<String> tell) {
        this.settings = settings;
        this.texts = texts;
        this.output = output;
        this.only = List.copyOf(only);
        this.tell = tell;
    }

    /// Runs the tour on JavaFX's headless platform; 0 if every walk came to its end.
    public int run() throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(output);
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        try (Wiring wiring = new Wiring(settings, texts)) {
            Stage stage = Hands.fx(Stage::new);
            ConsoleWindow window =
                    Hands.fx(() -> new ConsoleWindow(wiring, stage, new QuietDesktop(output.resolve("files"))));
            Hands.onFx(() -> {
                // The headless platform has one screen of 1000x1000.
                stage.setWidth(1000);
                stage.setHeight(900);
                window.open();
            });
            for (String role : ROLES) {
                walkAs(role, window);
            }
            Hands.onFx(() -> {
                window.close();
                stage.close();
            });
        }
        Platform.exit();
        tell.accept(texts.get("tour.done", output.toString()));
        return 0;
    }

    private void walkAs(String role, ConsoleWindow window) {
        Camera camera = new Camera(window, output, role, tell);
        Hands hands = new Hands(window.scene(), camera);
        hands.await(START, "the sign-in screen", () -> {
            var guest = window.scene().lookup("#guest-" + role);
            return guest != null && !guest.isDisabled();
        });
        if (only.isEmpty()) {
            hands.picture("sign-in");
        }
        hands.fire("#guest-" + role);
        hands.await("the shell", () -> window.scene().lookup("#navigation") != null);
        for (ScreenModule module : Hands.fx(window::modules)) {
            if (!only.isEmpty() && !only.contains(module.screen().name())) {
                continue;
            }
            hands.fire("#nav-" + module.screen().name());
            for (Walk walk : module.walks()) {
                walk.walk(hands, role);
            }
            if (module.walks().isEmpty()) {
                hands.picture(module.screen().name());
            }
        }
        if (only.isEmpty()) {
            walkShell(hands);
        }
        hands.fire("#signOut");
    }

    private static void walkShell(Hands hands) {
        hands.type("#find", "a");
        hands.picture("find");
        hands.press(javafx.scene.input.KeyCode.ESCAPE);
        hands.fire("#keys");
        hands.picture("keys");
        hands.press(javafx.scene.input.KeyCode.ESCAPE);
        hands.fire("#notices");
        hands.picture("notices");
        hands.fire("#notices");
    }
}
