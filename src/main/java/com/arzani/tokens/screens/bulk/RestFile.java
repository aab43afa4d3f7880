package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.insight.BulkExport;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Saves rows that were not posted.
final class RestFile {
    private final Kit kit;
    private final Channel saving;

    RestFile(Kit kit) {
        this.kit = kit;
        saving = kit.tasks().latest("bulk.export");
    }

    void save(String title, Callable<List<BulkExport.Rest>> rows) {
        String name = title.replaceAll("(?i)\\.csv$", "").replaceAll("[^\\p{L}\\p{N} ._-]", "_");
        Optional<Path> chosen = kit.desktop()
                .chooseSaveFile(
                        kit.texts().get("bulk.export"), name + kit.texts().get("bulk.export.suffix") + ".csv");
        if (chosen.isEmpty()) {
            return;
        }
        Path target = chosen.get();
        saving.run(
                () -> BulkExport.write(rows.call(), target),
                count -> kit.notices()
                        .tell(
                                Severity.SUCCESS,
                                kit.texts().get("bulk.export.done", count, String.valueOf(target.getFileName())),
                                kit.texts().get("bulk.export.open"),
                                () -> kit.desktop().open(target)),
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }
}
