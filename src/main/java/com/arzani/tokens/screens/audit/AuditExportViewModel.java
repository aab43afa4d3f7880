package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditFilter;
import com.arzani.tokens.insight.AuditExport;
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
final class AuditExportViewModel {
    final Channel channel;

    private final Kit kit;
    private final AuditExport export;

    AuditExportViewModel(Kit kit, AuditExport export) {
        this.kit = kit;
        this.export = export;
        channel = kit.tasks().latest("audit.export");
    }

    void start(AuditFilter filter, String words) {
        Texts texts = kit.texts();
        TimeText times = kit.times();
        LocalDate today = LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
        Optional<Path> chosen =
                kit.desktop().chooseSaveFile(texts.get("audit.export.title"), "audit-" + today + ".csv");
        if (chosen.isEmpty() || channel.isBusy()) {
            return;
        }
        Path target = chosen.get();
        channel.runReporting(
                report -> {
                    report.report(-1, texts.get("audit.export.begin"));
                    return export.write(
                            filter,
                            words,
                            target,
                            (rows, backTo) ->
                                    report.report(-1, texts.get("audit.export.progress", rows, times.minute(backTo))));
                },
                rows -> done(rows, target),
                this::failed);
    }

    private void done(long rows, Path target) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("audit.export.done", rows, target.toString()),
                        kit.texts().get("audit.export.open"),
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
            kit.notices().tell(Severity.INFO, kit.texts().get("audit.export.cancelled"));
        }
    }
}
