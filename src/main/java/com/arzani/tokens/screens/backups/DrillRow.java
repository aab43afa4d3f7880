package com.arzani.tokens.screens.backups;

import com.arzani.tokens.backup.DrillRecord;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One drill in the list.
///
/// @param trend how its whole time stands to the drill before
/// @param told  what it found, or why it failed
record DrillRow(DrillRecord drill, Badge result, Times times, String trend, String told) {
    /// Each step in words; empty before the end.
    record Times(String check, String load, String proof, String whole) {
        static final Times NONE = new Times("", "", "", "");
    }

    /// @param before the drill that ended before it
    static DrillRow of(DrillRecord drill, Optional<DrillRecord> before, Texts texts) {
        Badge.Tone tone = switch (drill.state()) {
            case WAITING -> Badge.Tone.NEUTRAL;
            case RUNNING -> Badge.Tone.ACCENT;
            case GREEN -> Badge.Tone.SUCCESS;
            case RED, FAILED -> Badge.Tone.DANGER;
        };
        Times times = drill.found()
                .map(found -> new Times(
                        Measures.time(found.check(), texts),
                        Measures.time(found.load(), texts),
                        Measures.time(found.proof(), texts),
                        Measures.time(found.whole(), texts)))
                .orElse(Times.NONE);
        String trend = drill.found()
                .flatMap(found -> before.flatMap(DrillRecord::found)
                        .map(then -> Measures.trend(found.whole(), then.whole(), texts)))
                .orElse("");
        return new DrillRow(
                drill,
                new Badge(texts.get("backups.result." + drill.state().name().toLowerCase(Locale.ROOT)), tone),
                times,
                trend,
                told(drill, texts));
    }

    private static String told(DrillRecord drill, Texts texts) {
        if (drill.problem() != null) {
            return texts.get("problem." + drill.problem(), "", "");
        }
        return drill.found()
                .map(found -> found.differences() == 0
                        ? texts.get("backups.drill.equal", found.entries())
                        : texts.get("backups.drill.differs", found.differences()))
                .orElse("");
    }

    long id() {
        return drill.id();
    }

    String backup() {
        return Long.toString(drill.backupId());
    }

    Instant at() {
        return drill.requestedAt();
    }

    String by() {
        return drill.requestedBy();
    }
}
