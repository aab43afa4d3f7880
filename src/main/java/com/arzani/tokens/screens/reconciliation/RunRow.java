package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;

/// One run in the list.
///
/// @param difference money of Stripe's payments less money we credited for them
record RunRow(Run run, Instant startedAt, Badge status, Pence difference) {
    static RunRow of(Run run, Texts texts) {
        Badge.Tone tone = switch (run.status()) {
            case FINISHED -> Badge.Tone.SUCCESS;
            case WAITING -> Badge.Tone.NEUTRAL;
            case RUNNING -> Badge.Tone.ACCENT;
            case CANCELLED -> Badge.Tone.NEUTRAL;
            case INTERRUPTED -> Badge.Tone.WARNING;
            case FAILED -> Badge.Tone.DANGER;
        };
        Run.Counts counts = run.counts();
        return new RunRow(
                run,
                run.times().startedAt(),
                new Badge(texts.get("reconciliation.run." + run.status()), tone),
                new Pence(Math.subtractExact(counts.stripePence(), counts.ledgerPence())));
    }
}
