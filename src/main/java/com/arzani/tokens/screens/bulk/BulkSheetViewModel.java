package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.insight.CsvSheet;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.BulkCell;
import com.arzani.tokens.ledger.BulkCheck;
import com.arzani.tokens.ledger.BulkSheet;
import com.arzani.tokens.ledger.BulkText;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/// The rows of a batch before it is run: read from a file or the clipboard, typed, put right. Every change makes an
/// earlier
/// rehearsal worthless, so it is forgotten.
public final class BulkSheetViewModel {
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final BulkText EMPTY = new BulkText("", "", "", "");

    final ObservableList<BulkItem> items = FXCollections.observableArrayList();
    final FilteredList<BulkItem> shown = new FilteredList<>(items);
    final BooleanProperty onlyProblems = new SimpleBooleanProperty();
    final IntegerProperty problems = new SimpleIntegerProperty();
    final StringProperty title = new SimpleStringProperty("");
    final ObservableList<ReasonCode> reasons = FXCollections.observableArrayList();
    final ObjectProperty<ReasonCode> reason = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanProperty locked = new SimpleBooleanProperty();
    final Channel reading;
    final Channel checking;
    final BooleanBinding busy;

    private final Kit kit;
    private final BulkServices services;
    private final Channel knowing;
    private Runnable onChanged = () -> {};
    private boolean rehearsed;
    private boolean stale;

    public BulkSheetViewModel(Kit kit, BulkServices services) {
        this.kit = kit;
        this.services = services;
        reading = kit.tasks().latest("bulk.read");
        checking = kit.tasks().latest("bulk.check");
        knowing = kit.tasks().latest("bulk.reasons");
        busy = reading.busyProperty().or(checking.busyProperty());
        onlyProblems.addListener((value, old, now) -> filter());
        reason.addListener((value, old, now) -> recheck());
        note.addListener((value, old, now) -> recheck());
        title.set(kit.texts().get("bulk.title.typed"));
    }

    /// What is told when rows change.
    void onChanged(Runnable action) {
        onChanged = action;
    }

    void activate() {
        if (reasons.isEmpty()) {
            knowing.runUntilAvailable(
                    services.ledger()::reasonCodes,
                    found -> {
                        failure.set(null);
                        reasons.setAll(found);
                        recheck();
                    },
                    thrown -> failure.set(kit.failures().describe(thrown)));
        }
    }

    void openFile() {
        kit.desktop().chooseOpenFile(kit.texts().get("bulk.open"), "csv").ifPresent(this::open);
    }

    void open(Path file) {
        load(() -> CsvSheet.read(file), String.valueOf(file.getFileName()), false);
    }

    /// Adds what is on the clipboard below the rows that are there.
    void paste() {
        kit.desktop()
                .pasted()
                .ifPresentOrElse(
                        text -> load(() -> CsvSheet.parse(text), kit.texts().get("bulk.title.pasted"), true),
                        () -> failure.set(
                                new Failure(Failure.Kind.REJECTED, kit.texts().get("bulk.paste.nothing"), "", "")));
    }

    private void load(Callable<List<List<String>>> source, String name, boolean below) {
        if (locked.get()) {
            return;
        }
        BulkRows rows = rows();
        int first = below ? next() : 1;
        failure.set(null);
        reading.run(
                () -> rows.all(BulkSheet.rows(source.call()), first),
                read -> {
                    if (!below || items.isEmpty()) {
                        title.set(name);
                    }
                    List<BulkItem> all = below ? bare() : new ArrayList<>();
                    all.addAll(read);
                    show(all);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    /// An empty row at the end; its number.
    int add() {
        if (locked.get()) {
            return -1;
        }
        List<BulkItem> all = bare();
        all.add(rows().one(next(), EMPTY));
        onlyProblems.set(false);
        show(all);
        return all.size() - 1;
    }

    void edit(int row, BulkCell cell, String text) {
        if (locked.get()) {
            return;
        }
        BulkRows rows = rows();
        List<BulkItem> all = bare();
        int at = IntStream.range(0, all.size())
                .filter(index -> all.get(index).row() == row)
                .findFirst()
                .orElseThrow();
        BulkItem edited = rows.one(row, all.get(at).text().with(cell, text));
        if (rehearsed) {
            all.set(at, edited);
            show(all);
        } else {
            items.set(at, edited);
            count();
            onChanged.run();
        }
    }

    void remove(Set<Integer> rowNumbers) {
        if (locked.get()) {
            return;
        }
        show(bare().stream().filter(item -> !rowNumbers.contains(item.row())).toList());
    }

    void clear() {
        title.set(kit.texts().get("bulk.title.typed"));
        onlyProblems.set(false);
        failure.set(null);
        show(List.of());
    }

    /// Shows rows as they are now; a rehearsal's rows do not count as a change.
    void showRehearsed(List<BulkItem> all) {
        rehearsed = true;
        items.setAll(all);
        count();
    }

    private void show(List<BulkItem> all) {
        rehearsed = false;
        items.setAll(all);
        count();
        onChanged.run();
        if (stale) {
            // Rows were being read with another reason or note when these came.
            recheck();
        }
    }

    /// The rows without what a rehearsal said.
    private List<BulkItem> bare() {
        return new ArrayList<>(rehearsed ? rows().again(items) : items);
    }

    private void recheck() {
        if (items.isEmpty() || locked.get()) {
            return;
        }
        BulkRows rows = rows();
        List<BulkItem> now = List.copyOf(items);
        stale = true;
        checking.runAfter(
                QUIET,
                () -> rows.again(now),
                read -> {
                    stale = false;
                    show(read);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void count() {
        problems.set((int) items.stream().filter(BulkItem::wrong).count());
        filter();
    }

    private void filter() {
        // Setting it anew makes the list look at every row again.
        shown.setPredicate(onlyProblems.get() ? item -> item.wrong() : item -> true);
    }

    private int next() {
        return items.isEmpty() ? 1 : items.getLast().row() + 1;
    }

    /// Reads rows with what holds for all of them now.
    BulkRows rows() {
        String code = reason.get() == null ? "" : reason.get().code();
        return new BulkRows(new BulkCheck(List.copyOf(reasons), new Adjustment.Reason(code, note.get())), kit.texts());
    }

    String countWords() {
        return kit.texts().get("bulk.count", items.size(), problems.get());
    }

    StringBinding countText() {
        return Bindings.createStringBinding(this::countWords, items, problems);
    }
}
