package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeDesk;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Watch;
import java.time.Duration;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// Says, wherever the person is, that disputes are unanswered whose deadline is near: at the sign-in, and whenever
/// there are
/// more of them. How near is a setting. FX thread.
public final class DisputeAlarm implements Watch {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Kit kit;
    private final DisputeDesk desk;
    private final Channel asking;
    private final ReadOnlyIntegerWrapper pressing = new ReadOnlyIntegerWrapper();
    private boolean watching;

    public DisputeAlarm(Kit kit, DisputeDesk desk) {
        this.kit = kit;
        this.desk = desk;
        this.asking = kit.tasks().latest("disputes.alarm");
    }

    @Override
    public void begin() {
        watching = true;
        ask(Duration.ZERO);
    }

    private void ask(Duration pause) {
        // The window says elsewhere that the database is away.
        asking.runAfter(pause, desk::pressing, this::heard, thrown -> again());
    }

    private void heard(DisputeDesk.Pressing now) {
        int count = (int) Math.min(now.count(), Integer.MAX_VALUE);
        if (count > pressing.get()) {
            String first = now.firstDue().map(kit.times()::minute).orElse("");
            kit.notices()
                    .tell(
                            Severity.WARNING,
                            kit.texts().get("disputes.alarm", count, first),
                            kit.texts().get("disputes.alarm.look"),
                            () -> kit.navigator().open(Places.disputes()));
        }
        pressing.set(count);
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

    /// How many unanswered disputes have a near deadline.
    public ReadOnlyIntegerProperty pressingProperty() {
        return pressing.getReadOnlyProperty();
    }
}
