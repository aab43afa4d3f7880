package com.arzani.tokens.app;

import com.arzani.tokens.app.tour.Tour;
import com.arzani.tokens.app.tour.TourCommand;
import com.arzani.tokens.ui.StageDesktop;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Opens the console's window; without a display it says so and takes the tour instead.
@Command(name = "console", description = "Opens the console (the default).", mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Override
    public Integer call() throws Exception {
        return open(options.settings());
    }

    static int open(Settings settings) throws Exception {
        StripeHouse.refuseLiveKey(System.getenv());
        Texts texts = Texts.load();
        if (!Display.present()) {
            System.out.println(texts.get("app.no_display", TourCommand.USUAL_OUTPUT));
            return new Tour(settings, texts, TourCommand.USUAL_OUTPUT, List.of(), System.out::println).run();
        }
        CountDownLatch closed = new CountDownLatch(1);
        try (Wiring wiring = new Wiring(settings, texts)) {
            Platform.startup(() -> window(wiring, closed));
            closed.await();
        }
        Platform.exit();
        return 0;
    }

    private static void window(Wiring wiring, CountDownLatch closed) {
        Platform.setImplicitExit(false);
        Stage stage = new Stage();
        ConsoleWindow window =
                new ConsoleWindow(wiring, stage, new StageDesktop(() -> stage, new Host().getHostServices()));
        WindowMemory memory = new WindowMemory(wiring.settings().data());
        memory.restore(stage, window.theme());
        stage.setOnHiding(hiding -> memory.keep(stage, window.theme().get()));
        stage.setOnHidden(hidden -> {
            window.close();
            closed.countDown();
        });
        window.open();
    }

    /// JavaFX hands its host services to an Application alone; ours is never launched.
    private static final class Host extends Application {
        @Override
        public void start(Stage stage) {
            throw new IllegalStateException("not launched this way");
        }
    }
}
