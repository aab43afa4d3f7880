package com.arzani.tokens.app;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Activity;
import com.arzani.tokens.ui.Failures;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import javafx.application.Platform;

/// Shows runs of the reconciliation in the status bar, from the schedule's thread to the FX thread.
final class ReconciliationActivity implements ReconciliationSchedule.Listener, AutoCloseable {
    private final Kit kit;
    private final Activities activities;
    private final boolean mayLook;
    private final Runnable stopListening;
    private final Activity activity;
    private boolean shown;

    /// @param mayLook whether the operator sees the screen of findings
    ReconciliationActivity(Kit kit, Activities activities, ReconciliationSchedule schedule, boolean mayLook) {
        this.kit = kit;
        this.activities = activities;
        this.mayLook = mayLook;
        this.activity = new Activity(kit.texts().get("reconciliation.activity"), "reconciliation", schedule::cancel);
        this.stopListening = schedule.listen(this);
    }

    @Override
    public void reached(Run run) {
        Platform.runLater(() -> {
            if (!shown && run.status() == Run.Status.RUNNING) {
                shown = true;
                activities.begin(activity);
            }
            activity.stepProperty()
                    .set(kit.texts().get("reconciliation.step." + run.reached().stage(), payments(run)));
        });
    }

    @Override
    public void ended(Optional<Run> run, Throwable problem) {
        Platform.runLater(() -> {
            String result = result(run, problem);
            if (shown) {
                shown = false;
                activities.end(activity, result);
            }
            run.ifPresent(this::tellNew);
        });
    }

    private void tellNew(Run run) {
        if (mayLook && run.counts().findingsNew() > 0) {
            kit.notices()
                    .tell(
                            Severity.WARNING,
                            kit.texts().get("reconciliation.new", run.counts().findingsNew()),
                            kit.texts().get("reconciliation.look"),
                            () -> kit.navigator().open(Places.reconciliation()));
        }
    }

    private String result(Optional<Run> run, Throwable problem) {
        if (problem != null) {
            return new Failures(kit.texts()).describe(problem).text();
        }
        return run.map(ended -> kit.texts()
                        .get(
                                "reconciliation.result." + ended.status(),
                                payments(ended),
                                Digits.grouped(ended.counts().findingsOpen())))
                .orElse("");
    }

    private static String payments(Run run) {
        return Digits.grouped(run.counts().payments());
    }

    @Override
    public void close() {
        stopListening.run();
    }
}
