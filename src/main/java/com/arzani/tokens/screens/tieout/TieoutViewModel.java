package com.arzani.tokens.screens.tieout;

import com.arzani.tokens.payments.Window;
import com.arzani.tokens.reconciliation.ReconciliationReport;
import com.arzani.tokens.reconciliation.ReportLine;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.FileExport;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Target;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The report of a stretch of days (UTC), read from what the last runs kept.
public final class TieoutViewModel {
    /// Lines of single payments shown; the export holds all.
    static final int ITEMS_MOST = 1_000;

    private static final String FROM = "from";
    private static final String TO = "to";

    final StringProperty from = new SimpleStringProperty("");
    final StringProperty to = new SimpleStringProperty("");
    final StringProperty note = new SimpleStringProperty("");
    final ObjectProperty<TieoutPart> part = new SimpleObjectProperty<>(TieoutPart.TOTALS);
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final ObservableList<LineRow> rows = FXCollections.observableArrayList();
    final BooleanBinding ready;
    final FileExport export;

    private final Kit kit;
    private final TieoutServices services;
    private final Channel reading;
    private List<LineRow> all = List.of();

    public TieoutViewModel(Kit kit, TieoutServices services) {
        this.kit = kit;
        this.services = services;
        reading = kit.tasks().latest("tieout.read");
        export = new FileExport(kit, "reconciliation", key -> "tieout.export." + key);
        ready = Bindings.createBooleanBinding(() -> window().isPresent(), from, to);
        part.addListener((value, old, now) -> choose());
        LocalDate today = LocalDate.ofInstant(kit.clock().instant(), ZoneOffset.UTC);
        from.set(today.minusDays(30).toString());
        to.set(today.toString());
    }

    private record Read(List<ReportLine> lines, long edits, boolean more) {}

    void show(Target target) {
        target.value(FROM).filter(text -> day(text).isPresent()).ifPresent(from::set);
        target.value(TO).filter(text -> day(text).isPresent()).ifPresent(to::set);
        load();
    }

    /// Both days included; nothing while they are no days, or the wrong way round.
    Optional<Window> window() {
        Optional<LocalDate> first = day(from.get());
        Optional<LocalDate> last = day(to.get());
        if (first.isEmpty() || last.isEmpty() || last.get().isBefore(first.get())) {
            return Optional.empty();
        }
        return Optional.of(new Window(
                first.get().atStartOfDay().toInstant(ZoneOffset.UTC),
                last.get().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }

    /// What is wrong with a day as typed; empty if nothing is.
    String problem(String text) {
        if (day(text).isEmpty()) {
            return kit.texts().get("tieout.day.problem");
        }
        return window().isEmpty() ? kit.texts().get("tieout.days.problem") : "";
    }

    void load() {
        Optional<Window> wanted = window();
        if (wanted.isEmpty()) {
            return;
        }
        kit.navigator().replace(Places.tieout().with(FROM, from.get()).with(TO, to.get()));
        Window window = wanted.get();
        reading.run(
                () -> read(window),
                this::show,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private Read read(Window window) {
        List<ReportLine> lines = new ArrayList<>(services.report().totals(window));
        int[] items = {0};
        services.report().items(window, ReconciliationReport.Which.DIFFERING, line -> {
            if (items[0]++ < ITEMS_MOST) {
                lines.add(line);
            }
        });
        return new Read(lines, services.edits().count(window), items[0] > ITEMS_MOST);
    }

    private void show(Read read) {
        failure.set(null);
        all = read.lines().stream().map(line -> LineRow.of(line, kit.texts())).toList();
        note.set(kit.texts().get(read.more() ? "tieout.more" : "tieout.edits", read.edits()));
        choose();
    }

    private void choose() {
        TieoutPart wanted = part.get();
        rows.setAll(all.stream().filter(row -> wanted.holds(row.line())).toList());
    }

    /// A payment opens its findings.
    void open(LineRow row) {
        boolean named =
                row.line().section() == ReportLine.Section.ITEM || row.line().section() == ReportLine.Section.PAYOUT;
        if (named) {
            kit.navigator()
                    .open(Places.reconciliation()
                            .with("show", "all")
                            .with("find", row.line().name()));
        }
    }

    void exportCsv() {
        window().ifPresent(wanted ->
                export.start((target, reached) -> services.export().csv(wanted, target, reached::reached)));
    }

    void exportXlsx() {
        window().ifPresent(wanted ->
                export.start("xlsx", (target, reached) -> services.export().xlsx(wanted, target, reached::reached)));
    }
}
