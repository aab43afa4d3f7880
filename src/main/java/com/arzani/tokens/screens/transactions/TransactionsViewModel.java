package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryKey;
import com.arzani.tokens.ledger.EntryPage;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.FileExport;
import com.arzani.tokens.ui.FilterChip;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Every entry of the ledger, newest first, by filters in text form; one of them in detail; all of them as a file.
public final class TransactionsViewModel {
    final StringProperty typed = new SimpleStringProperty("");
    final ObservableList<FilterChip> chips = FXCollections.observableArrayList();
    final KeyList<TransactionRow, EntryKey> rows;
    final TransactionDetailViewModel detail;
    final FileExport export;

    private final Kit kit;
    private final LedgerHistory history;
    private final EntryExport exported;
    private final ReadOnlyStringWrapper typedProblem = new ReadOnlyStringWrapper("");
    private FilterTerms terms = FilterTerms.NONE;

    public TransactionsViewModel(Kit kit, TransactionServices services) {
        this.kit = kit;
        this.history = services.history();
        rows = new KeyList<>(
                kit.tasks().latest("transactions.rows"),
                kit.failures(),
                row -> row.entry().id());
        detail = new TransactionDetailViewModel(kit, services);
        exported = services.export();
        export = new FileExport(kit, "transactions", key -> "transactions.export." + key);
        typed.addListener((value, old, now) -> typedProblem.set(""));
    }

    /// Takes the typed line over into the filters; all of it or, with a sentence that says why, nothing.
    void applyTyped() {
        FilterTerms changed = terms;
        Optional<Long> entry = Optional.empty();
        for (FilterTerms.Word word : FilterTerms.words(typed.get())) {
            Optional<String> value = word.name().equals(Places.ENTRY)
                    ? Digits.parse(word.value()).stream()
                            .mapToObj(Long::toString)
                            .findFirst()
                    : FilterTerms.read(word.name(), word.value());
            if (value.isEmpty()) {
                typedProblem.set(wrong(word));
                return;
            }
            if (word.name().equals(Places.ENTRY)) {
                entry = value.map(Long::valueOf);
            } else {
                changed = changed.with(word.name(), value.get());
            }
        }
        if (changed.periodIsUpsideDown()) {
            typedProblem.set(kit.texts().get("transactions.wrong.period"));
            return;
        }
        typed.set("");
        entry.ifPresent(detail::show);
        setTerms(changed);
    }

    private String wrong(FilterTerms.Word word) {
        if (!FilterTerms.NAMES.contains(word.name())) {
            return kit.texts().get("transactions.wrong.unknown", SafeText.line(word.value()));
        }
        String types = Arrays.stream(EntryType.values()).map(EntryType::code).collect(Collectors.joining(", "));
        return kit.texts().get("transactions.wrong." + word.name(), types);
    }

    /// Sets one filter from a control; an empty value takes it away.
    void set(String name, String value) {
        setTerms(value.isEmpty() ? terms.without(name) : terms.with(name, value));
    }

    void remove(FilterChip chip) {
        setTerms(terms.without(chip.name()));
    }

    void clear() {
        setTerms(FilterTerms.NONE);
    }

    private void setTerms(FilterTerms changed) {
        if (!changed.equals(terms) || rows.stateProperty().get() == KeyList.State.NEW) {
            terms = changed;
            load();
        }
        remember();
    }

    private void load() {
        EntryFilter filter = terms.filter();
        LedgerHistory from = history;
        Texts texts = kit.texts();
        TimeText times = kit.times();
        chips.setAll(terms.values().entrySet().stream()
                .map(term -> chip(term.getKey(), term.getValue()))
                .toList());
        rows.load((after, rowsMax) -> page(from.page(filter, after, rowsMax), texts, times));
    }

    private static Page<TransactionRow, EntryKey> page(EntryPage read, Texts texts, TimeText times) {
        List<TransactionRow> rows = read.rows().stream()
                .map(entry -> TransactionRow.of(entry, texts))
                .toList();
        String looked = read.stoppedEarly() ? texts.get("transactions.looked", times.minute(read.lookedBackTo())) : "";
        return new Page<>(rows, read.next(), looked);
    }

    private FilterChip chip(String name, String value) {
        Texts texts = kit.texts();
        String words = switch (name) {
            case FilterTerms.TYPE ->
                Arrays.stream(value.split(","))
                        .map(code -> texts.get("ledger.type." + code))
                        .collect(Collectors.joining(", "));
            case FilterTerms.DIRECTION -> texts.get("transactions.direction." + value);
            case FilterTerms.FROM, FilterTerms.TO -> texts.get("transactions.term.day", value);
            case FilterTerms.BUYER -> texts.get("transactions.buyer." + value);
            case FilterTerms.PLAN, FilterTerms.VARIANT ->
                value.equals(FilterTerms.WITHOUT) ? texts.get("transactions.without") : value;
            default -> value;
        };
        return new FilterChip(name, texts.get("transactions.term." + name), words);
    }

    private void remember() {
        Target place = Places.transactions();
        for (var term : terms.values().entrySet()) {
            place = place.with(term.getKey(), term.getValue());
        }
        kit.navigator().replace(detail.entryId() == 0 ? place : place.with(Places.ENTRY, detail.entryId()));
    }

    /// Shows what another screen, or the way back, asks for. Values no filter takes are left out.
    void open(Target target) {
        FilterTerms asked = FilterTerms.NONE;
        for (String name : FilterTerms.NAMES) {
            Optional<String> value = target.value(name).flatMap(text -> FilterTerms.read(name, text));
            if (value.isPresent()) {
                asked = asked.with(name, value.get());
            }
        }
        typedProblem.set("");
        if (target.number(Places.ENTRY).isPresent()) {
            detail.show(target.number(Places.ENTRY).getAsLong());
        } else {
            detail.close();
        }
        setTerms(asked);
    }

    /// An entry was chosen in the list.
    void choose(TransactionRow row) {
        if (row.entry().id() != detail.entryId()) {
            detail.show(row.entry().id());
            remember();
        }
    }

    /// Tells how the balance came about that an entry left.
    void explain(TransactionRow row) {
        kit.navigator()
                .open(Places.balanceAfter(row.entry().userId(), row.entry().id()));
    }

    void closeDetail() {
        detail.close();
        remember();
    }

    void startExport() {
        FilterTerms wanted = terms;
        export.start((target, reached) -> exported.csv(wanted.filter(), wanted.words(), target, reached::reached));
    }

    void startWorkbook() {
        FilterTerms wanted = terms;
        export.start(
                "xlsx", (target, reached) -> exported.xlsx(wanted.filter(), wanted.words(), target, reached::reached));
    }

    /// The types that can be ticked, with whether each is in force.
    List<EntryType> typesInForce() {
        List<EntryType> types = new ArrayList<>(terms.filter().types());
        types.sort(null);
        return types;
    }

    /// What is wrong with the typed line; empty when nothing is.
    ReadOnlyStringProperty typedProblemProperty() {
        return typedProblem.getReadOnlyProperty();
    }
}
