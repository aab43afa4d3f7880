package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Writes what is filtered into a file, off the FX thread; goes on when the screen is left.
final class ExportViewModel {
    final Channel channel;

    private final Kit kit;
    private final EntryExport export;

    ExportViewModel(Kit kit, EntryExport export) {
        this.kit = kit;
        this.export = export;
        channel = kit.tasks().latest("transactions.export");
    }

    /// @param words the filter as it is typed
    void start(EntryFilter filter, String words) {
        Texts texts = kit.texts();
        TimeText times = kit.times();
        LocalDate today = LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
        Optional<Path> chosen =
                kit.desktop().chooseSaveFile(texts.get("transactions.export.title"), "transactions-" + today + ".csv");
        if (chosen.isEmpty() || channel.isBusy()) {
            return;
        }
        Path target = chosen.get();
        channel.runReporting(
                report -> {
                    report.report(-1, texts.get("transactions.export.begin"));
                    return export.write(
                            filter,
                            words,
                            target,
                            (rows, backTo) -> report.report(
                                    -1, texts.get("transactions.export.progress", rows, times.minute(backTo))));
                },
                rows -> done(rows, target),
                this::failed);
    }

    private void done(long rows, Path target) {
        Texts texts = kit.texts();
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        texts.get("transactions.export.done", rows, target.toString()),
                        texts.get("transactions.export.open"),
                        () -> kit.desktop().open(target));
    }

    private void failed(Throwable thrown) {
        boolean cancelled =
                thrown instanceof Unavailable problem && problem.key().equals("cancelled");
        if (!cancelled) {
            kit.notices().tell(kit.failures().describe(thrown));
        }
    }

    void cancel() {
        if (channel.isBusy()) {
            channel.cancel();
            kit.notices().tell(Severity.INFO, kit.texts().get("transactions.export.cancelled"));
        }
    }
}
