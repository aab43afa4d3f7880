package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.TaskRunner;
import com.arzani.tokens.ui.Watch;
import java.time.Duration;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Asks every few seconds how many requests wait for the signed-in person and whether any request changed. Polling,
/// because
/// it costs one small query and needs no connection of its own. FX thread.
public final class ApprovalsPulse implements Watch {
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

    private final Approvals approvals;
    private final Channel asking;
    private final ReadOnlyIntegerWrapper forMe = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper mark = new ReadOnlyStringWrapper("");
    private boolean watching;

    public ApprovalsPulse(Approvals approvals, TaskRunner tasks) {
        this.approvals = approvals;
        this.asking = tasks.latest("approvals.pulse");
    }

    @Override
    public void begin() {
        watching = true;
        ask(Duration.ZERO);
    }

    /// Asks at once, for example after a decision.
    void now() {
        ask(Duration.ZERO);
    }

    private void ask(Duration pause) {
        asking.runAfter(
                pause,
                approvals::pulse,
                heard -> {
                    forMe.set((int) Math.min(heard.forMe(), Integer.MAX_VALUE));
                    mark.set(heard.mark());
                    again(PAUSE);
                },
                // The window says elsewhere that the database is away.
                thrown -> again(AFTER_FAILURE));
    }

    private void again(Duration pause) {
        if (watching) {
            ask(pause);
        }
    }

    @Override
    public void close() {
        watching = false;
        asking.cancel();
    }

    /// How many requests the signed-in person may decide.
    public ReadOnlyIntegerProperty forMeProperty() {
        return forMe.getReadOnlyProperty();
    }

    /// Changes with every request made or decided.
    ReadOnlyStringProperty markProperty() {
        return mark.getReadOnlyProperty();
    }
}
