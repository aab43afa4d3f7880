package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.statement.Statement;
import com.arzani.tokens.insight.statement.StatementMaker;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The statement of a month that is over: which one, into which folder, how far it is. Goes on when the screen is left.
public final class StatementViewModel {
    private static final int MONTHS = 36;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    final ObservableList<YearMonth> months = FXCollections.observableArrayList();
    final ObjectProperty<YearMonth> month = new SimpleObjectProperty<>();
    final Channel channel;

    private final Kit kit;
    private final StatementMaker maker;

    /// @param maker null for a role that may not see the rows of a statement
    public StatementViewModel(Kit kit, StatementMaker maker) {
        this.kit = kit;
        this.maker = maker;
        channel = kit.tasks().latest("sales.statement");
        YearMonth present = YearMonth.from(kit.clock().instant().atOffset(ZoneOffset.UTC));
        for (int back = 1; back <= MONTHS; back++) {
            months.add(present.minusMonths(back));
        }
        month.set(months.getFirst());
    }

    boolean allowed() {
        return maker != null;
    }

    String name(YearMonth value) {
        return NAME.format(value);
    }

    /// Asks for the folder and writes both files; nothing happens while others are being written.
    void make() {
        YearMonth wanted = month.get();
        Instant now = kit.clock().instant();
        Optional<Path> folder = kit.desktop().chooseFolder(kit.texts().get("statement.folder", name(wanted)));
        if (folder.isEmpty() || channel.isBusy()) {
            return;
        }
        channel.runReporting(
                report -> {
                    report.report(-1, kit.texts().get("statement.begin", name(wanted)));
                    return maker.make(
                            wanted,
                            folder.get(),
                            now,
                            (rows, at) -> report.report(-1, kit.texts().get("statement.progress", rows)));
                },
                this::made,
                this::failed);
    }

    private void made(Statement.Files files) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts()
                                .get(
                                        "statement.command.done",
                                        files.pdf().toString(),
                                        files.workbook().toString(),
                                        files.rows()),
                        kit.texts().get("statement.open"),
                        () -> kit.desktop().open(files.pdf()));
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
            kit.notices().tell(Severity.INFO, kit.texts().get("statement.cancelled"));
        }
    }
}
