package com.arzani.tokens.ui;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// A [Kit] for tests. With [#direct] work runs at once and no toolkit is needed (view-model tests); with [#threaded] it
/// runs as in the console (screen tests).
public final class TestKit {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final TestTasks tasks = new TestTasks();
    private final TestDesktop desktop = new TestDesktop();
    private final NavigationHistory navigator = new NavigationHistory();
    private final Kit kit;

    private TestKit(boolean threaded) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        TaskRunner runner = threaded ? TaskRunner.onVirtualThreads() : tasks.runner();
        kit = new Kit(Texts.load(), runner, navigator, new Notices(clock), desktop, clock);
    }

    public static TestKit direct() {
        return new TestKit(false);
    }

    public static TestKit threaded() {
        return new TestKit(true);
    }

    public Kit kit() {
        return kit;
    }

    /// Lets time pass for [#direct] work.
    public TestTasks tasks() {
        return tasks;
    }

    public TestDesktop desktop() {
        return desktop;
    }

    /// Where the screen under test navigated to.
    public NavigationHistory navigator() {
        return navigator;
    }
}
