package com.arzani.tokens.screens.proof;

import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Locale;

/// One run in the list.
///
/// @param seal the seal in force at its end; empty for none
record RunRow(ProofRun run, Badge result, String what, String seal) {
    static RunRow of(ProofRun run, Texts texts) {
        Badge.Tone tone = switch (run.state()) {
            case WAITING -> Badge.Tone.NEUTRAL;
            case RUNNING -> Badge.Tone.ACCENT;
            case GREEN -> Badge.Tone.SUCCESS;
            case RED -> Badge.Tone.DANGER;
        };
        long seal = run.counts().sealNumber();
        return new RunRow(
                run,
                new Badge(texts.get("proof.result." + run.state().name().toLowerCase(Locale.ROOT)), tone),
                texts.get("proof.what." + run.kind().name().toLowerCase(Locale.ROOT)),
                seal == 0 ? "" : Long.toString(seal));
    }

    long id() {
        return run.id();
    }

    Instant askedAt() {
        return run.times().requestedAt();
    }

    String by() {
        return run.requestedBy();
    }
}
