package com.arzani.tokens.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The runner's twin for view-model tests: work runs at once on the caller's thread and no toolkit is needed. Waits
/// (debounce, progress, retries) end when the test lets time pass.
public final class TestTasks {
    private final List<Wait> waits = new ArrayList<>();
    private final TaskRunner runner = new TaskRunner(Runnable::run, Runnable::run, this::delay, () -> {});
    private Duration now = Duration.ZERO;

    public TaskRunner runner() {
        return runner;
    }

    /// Ends every wait that is due within `time`, in order.
    public void pass(Duration time) {
        Duration until = now.plus(time);
        while (true) {
            Wait due = waits.stream()
                    .filter(wait -> wait.at.compareTo(until) <= 0)
                    .min((a, b) -> a.at.compareTo(b.at))
                    .orElse(null);
            if (due == null) {
                break;
            }
            waits.remove(due);
            now = due.at;
            due.action.run();
        }
        now = until;
    }

    Runnable delay(Duration time, Runnable action) {
        Wait wait = new Wait(now.plus(time), action);
        waits.add(wait);
        return () -> waits.removeIf(other -> other == wait);
    }

    private record Wait(Duration at, Runnable action) {}
}
