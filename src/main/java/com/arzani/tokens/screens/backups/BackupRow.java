package com.arzani.tokens.screens.backups;

import com.arzani.tokens.backup.BackupRecord;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Locale;

/// One backup in the list.
///
/// @param size in words; empty before it is written
/// @param told where the file is, or why there is none
record BackupRow(BackupRecord backup, Badge state, String size, String took, String told) {
    static BackupRow of(BackupRecord backup, Texts texts) {
        Badge.Tone tone = switch (backup.state()) {
            case WAITING, REMOVED -> Badge.Tone.NEUTRAL;
            case RUNNING -> Badge.Tone.ACCENT;
            case GOOD -> Badge.Tone.SUCCESS;
            case FAILED -> Badge.Tone.DANGER;
        };
        String told = backup.taken().map(taken -> taken.file().toString()).orElse("");
        if (backup.taken()
                .map(BackupRecord.Taken::copy)
                .filter(copy -> copy.place() != null)
                .isPresent()) {
            told = backup.taken().orElseThrow().copy().place();
        } else if (backup.taken()
                .map(BackupRecord.Taken::copy)
                .filter(copy -> copy.problem() != null)
                .isPresent()) {
            told = texts.get("backups.copy.failed", told);
        }
        if (backup.problem() != null) {
            told = texts.get("problem." + backup.problem(), told, "");
        }
        return new BackupRow(
                backup,
                new Badge(texts.get("backups.state." + backup.state().name().toLowerCase(Locale.ROOT)), tone),
                backup.taken()
                        .map(taken -> Measures.bytes(taken.bytes(), texts))
                        .orElse(""),
                backup.taken().map(taken -> Measures.time(taken.took(), texts)).orElse(""),
                told);
    }

    long id() {
        return backup.id();
    }

    /// The moment whose state it holds; of one without, when it was asked for.
    Instant at() {
        return backup.taken().map(BackupRecord.Taken::at).orElse(backup.requestedAt());
    }

    Long entries() {
        return backup.taken().map(taken -> taken.held().entries()).orElse(null);
    }

    Long tokens() {
        return backup.taken().map(taken -> taken.held().tokens()).orElse(null);
    }

    String by() {
        return backup.requestedBy();
    }

    boolean good() {
        return backup.state() == BackupRecord.State.GOOD;
    }

    boolean open() {
        return !backup.isOver();
    }
}
