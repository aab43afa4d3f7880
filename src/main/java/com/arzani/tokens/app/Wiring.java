package com.arzani.tokens.app;

import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Desktop;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Notices;
import com.arzani.tokens.ui.OwnDesktop;
import com.arzani.tokens.ui.TaskRunner;
import com.arzani.tokens.ui.Texts;
import java.time.Clock;

/// The composition root: makes what lives as long as the program and closes it in reverse order.
public final class Wiring implements AutoCloseable {
    private final Closing closing = new Closing();
    private final Settings settings;
    private final Texts texts;
    private final Clock clock;
    private final ConsoleEntrance entrance;
    private final TaskRunner tasks;

    public Wiring(Settings settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
        this.clock = settings.clock();
        this.entrance = closing.add(new ConsoleEntrance(settings, texts, clock));
        this.tasks = closing.add(TaskRunner.onVirtualThreads());
    }

    Texts texts() {
        return texts;
    }

    Settings settings() {
        return settings;
    }

    ConsoleEntrance entrance() {
        return entrance;
    }

    TaskRunner tasks() {
        return tasks;
    }

    /// A kit for one sign-in: its own history and notices.
    Kit kit(NavigationHistory history, Desktop desktop) {
        return new Kit(texts, tasks, history, new Notices(clock), desktop, clock);
    }

    /// A kit for one sign-in that remembers what this operator sent and was not told about.
    Kit kit(NavigationHistory history, Desktop desktop, UnfinishedFolder unfinished) {
        return kit(history, new OwnDesktop(desktop, unfinished));
    }

    UnfinishedFolder unfinished(ConsoleEntrance.Entered entered) {
        return new UnfinishedFolder(
                settings.data(),
                entered.place().name(),
                entered.database().operator().login());
    }

    /// What the screens of one sign-in stand on.
    ConsoleSession session(Kit kit, ConsoleEntrance.Entered entered) {
        return new ConsoleSession(
                kit,
                entered.database(),
                new Activities(),
                entrance.reconciliation(entered.place()),
                entrance.simulator(entered.place()),
                entrance.website(entered.place()));
    }

    @Override
    public void close() {
        closing.close();
    }
}
