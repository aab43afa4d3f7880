package com.arzani.tokens.ui;

import com.arzani.tokens.problem.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Writes what a screen shows into a file that the person chooses, off the FX thread; goes on when the screen is
/// left. Texts: `title`, `begin`, `progress` (rows, time), `done` (rows, file), `open` and `cancelled`, after one
/// beginning.
public final class FileExport {
    private final Kit kit;
    private final String name;
    private final UnaryOperator<String> key;
    private final Channel channel;

    /// What writes the file; returns how many rows it wrote.
    public interface Work {
        long write(Path target, Reached reached);
    }

    /// How far it is: rows written so far, and the time of the last one.
    public interface Reached {
        void reached(long rows, Instant backTo);
    }

    /// @param name begins the name of the file
    /// @param key  the whole key of one of its texts
    public FileExport(Kit kit, String name, UnaryOperator<String> key) {
        this.kit = kit;
        this.name = name;
        this.key = key;
        channel = kit.tasks().latest(name + ".export");
    }

    /// Busy while a file is written.
    public Channel channel() {
        return channel;
    }

    /// Asks for the file and writes it; nothing happens while another one is being written.
    public void start(Work work) {
        start("csv", work);
    }

    /// The same, for a file of another kind.
    public void start(String extension, Work work) {
        TimeText times = kit.times();
        LocalDate today = LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
        Optional<Path> chosen = kit.desktop().chooseSaveFile(text("title"), name + "-" + today + "." + extension);
        if (chosen.isEmpty() || channel.isBusy()) {
            return;
        }
        Path target = chosen.get();
        channel.runReporting(
                report -> {
                    report.report(-1, text("begin"));
                    return work.write(
                            target, (rows, backTo) -> report.report(-1, text("progress", rows, times.minute(backTo))));
                },
                rows -> done(rows, target),
                this::failed);
    }

    private void done(long rows, Path target) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        text("done", rows, target.toString()),
                        text("open"),
                        () -> kit.desktop().open(target));
    }

    private void failed(Throwable thrown) {
        boolean cancelled =
                thrown instanceof Unavailable problem && problem.key().equals("cancelled");
        if (!cancelled) {
            kit.notices().tell(kit.failures().describe(thrown));
        }
    }

    /// Stops the writing and says so; no file is left.
    public void cancel() {
        if (channel.isBusy()) {
            channel.cancel();
            kit.notices().tell(Severity.INFO, text("cancelled"));
        }
    }

    private String text(String name, Object... arguments) {
        return kit.texts().get(key.apply(name), arguments);
    }
}
