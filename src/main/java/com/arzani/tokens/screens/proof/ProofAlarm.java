package com.arzani.tokens.screens.proof;

import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.proof.ProofRuns;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Watch;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// Says once, wherever the person is, that a check of the ledger ended red; also what the night found before they came.
/// FX thread.
public final class ProofAlarm implements Watch {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Kit kit;
    private final ProofRuns runs;
    private final Channel asking;
    private final ReadOnlyIntegerWrapper differences = new ReadOnlyIntegerWrapper();
    private boolean watching;
    private long told;

    public ProofAlarm(Kit kit, ProofRuns runs) {
        this.kit = kit;
        this.runs = runs;
        this.asking = kit.tasks().latest("proof.alarm");
    }

    @Override
    public void begin() {
        watching = true;
        ask(Duration.ZERO);
    }

    private void ask(Duration pause) {
        // The window says elsewhere that the database is away.
        asking.runAfter(pause, runs::lastEnded, this::heard, thrown -> again());
    }

    private void heard(Optional<ProofRun> last) {
        boolean red = last.filter(run -> run.state() == ProofRun.State.RED).isPresent();
        long count = red ? last.get().counts().differences() : 0;
        differences.set((int) Math.min(count, Integer.MAX_VALUE));
        if (red && last.get().id() != told) {
            told = last.get().id();
            kit.notices()
                    .tell(
                            Severity.DANGER,
                            kit.texts().get("proof.alarm", count),
                            kit.texts().get("proof.alarm.look"),
                            () -> kit.navigator().open(Places.proof()));
        }
        again();
    }

    private void again() {
        if (watching) {
            ask(PAUSE);
        }
    }

    @Override
    public void close() {
        watching = false;
        asking.cancel();
    }

    /// In how many places the ledger differs; 0 while the last check was green.
    public ReadOnlyIntegerProperty differencesProperty() {
        return differences.getReadOnlyProperty();
    }
}
