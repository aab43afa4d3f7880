package com.arzani.tokens.screens.backups;

import com.arzani.tokens.backup.BackupRecord;
import com.arzani.tokens.backup.DrillRecord;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether there is a way back, in two sentences.
///
/// @param newest the id of the newest backup that is there
record Standing(Color color, String headline, String told, Optional<Long> newest) {
    /// GREEN: the last drill restored and proved. RED: no backup, or the last drill did not. NONE: not known yet.
    enum Color {
        NONE,
        GREEN,
        RED
    }

    static Standing of(Optional<BackupRecord> lastGood, List<DrillRecord> drills, Kit kit) {
        Optional<DrillRecord> last = drills.stream().filter(DrillRecord::isOver).findFirst();
        Optional<Long> newest = lastGood.map(BackupRecord::id);
        if (lastGood.isEmpty()) {
            return new Standing(
                    Color.RED, kit.texts().get("backups.none"), kit.texts().get("backups.none.told"), newest);
        }
        BackupRecord.Taken taken = lastGood.get().taken().orElseThrow();
        String backed =
                kit.texts().get("backups.backed", ago(taken.at(), kit), Measures.bytes(taken.bytes(), kit.texts()));
        if (last.isEmpty()) {
            return new Standing(Color.NONE, backed, kit.texts().get("backups.undrilled"), newest);
        }
        DrillRecord drill = last.get();
        String word = switch (drill.state()) {
            case GREEN -> "backups.drilled.green";
            case RED -> "backups.drilled.red";
            default -> "backups.drilled.failed";
        };
        String whole = drill.found()
                .map(found -> Measures.time(found.whole(), kit.texts()))
                .orElse("");
        return new Standing(
                drill.state() == DrillRecord.State.GREEN ? Color.GREEN : Color.RED,
                backed,
                kit.texts().get(word, ago(drill.requestedAt(), kit), whole),
                newest);
    }

    private static String ago(Instant time, Kit kit) {
        return kit.times().relative(time);
    }
}
