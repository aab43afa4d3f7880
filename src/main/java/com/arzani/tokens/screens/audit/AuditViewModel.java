package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditFilter;
import com.arzani.tokens.access.AuditKey;
import com.arzani.tokens.access.AuditPage;
import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.insight.AuditExport;
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
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What was done, newest first, by filters in text form; one of it in detail; all of it as a file.
public final class AuditViewModel {
    final StringProperty typed = new SimpleStringProperty("");
    final ObservableList<FilterChip> chips = FXCollections.observableArrayList();
    final KeyList<AuditRow, AuditKey> rows;
    final AuditDetailViewModel detail;
    final FileExport export;

    private final Kit kit;
    private final AuditTrail trail;
    private final AuditExport exported;
    private final ReadOnlyStringWrapper typedProblem = new ReadOnlyStringWrapper("");
    private AuditTerms terms = AuditTerms.NONE;

    public AuditViewModel(Kit kit, AuditServices services) {
        this.kit = kit;
        trail = services.trail();
        rows = new KeyList<>(
                kit.tasks().latest("audit.rows"),
                kit.failures(),
                row -> row.event().key());
        detail = new AuditDetailViewModel(kit, trail);
        exported = services.export();
        export = new FileExport(kit, "audit", key -> "audit.export." + key);
        typed.addListener((value, old, now) -> typedProblem.set(""));
    }

    /// Whether the operator reads what others did.
    boolean readsAll() {
        return trail.readsAll();
    }

    /// Takes the typed line over into the filters; all of it or, with a sentence that says why, nothing.
    void applyTyped() {
        AuditTerms changed = terms;
        for (AuditTerms.Word word : AuditTerms.words(typed.get())) {
            Optional<String> value = AuditTerms.read(word.name(), word.value());
            if (value.isEmpty()) {
                typedProblem.set(
                        AuditTerms.NAMES.contains(word.name())
                                ? kit.texts().get("audit.wrong." + word.name())
                                : kit.texts().get("audit.wrong.unknown", SafeText.line(word.value())));
                return;
            }
            changed = changed.with(word.name(), value.get());
        }
        if (changed.periodIsUpsideDown()) {
            typedProblem.set(kit.texts().get("audit.wrong.period"));
            return;
        }
        typed.set("");
        setTerms(changed);
    }

    void remove(FilterChip chip) {
        setTerms(terms.without(chip.name()));
    }

    void clear() {
        setTerms(AuditTerms.NONE);
    }

    private void setTerms(AuditTerms changed) {
        if (!changed.equals(terms) || rows.stateProperty().get() == KeyList.State.NEW) {
            terms = changed;
            load();
        }
        kit.navigator().replace(place());
    }

    private Target place() {
        Target place = Places.audit();
        for (var term : terms.values().entrySet()) {
            place = place.with(term.getKey(), term.getValue());
        }
        return place;
    }

    private void load() {
        AuditFilter filter = terms.filter();
        AuditTrail from = trail;
        Texts texts = kit.texts();
        TimeText times = kit.times();
        chips.setAll(terms.values().entrySet().stream()
                .map(term -> chip(term.getKey(), term.getValue()))
                .toList());
        rows.load((after, rowsMax) -> page(from.page(filter, after, rowsMax), texts, times));
    }

    private static Page<AuditRow, AuditKey> page(AuditPage read, Texts texts, TimeText times) {
        List<AuditRow> rows =
                read.rows().stream().map(event -> AuditRow.of(event, texts)).toList();
        String looked = read.stoppedEarly() ? texts.get("audit.looked", times.minute(read.lookedBackTo())) : "";
        return new Page<>(rows, read.next(), looked);
    }

    private FilterChip chip(String name, String value) {
        Texts texts = kit.texts();
        String words = switch (name) {
            case AuditTerms.ACTION -> AuditRow.action(value, texts);
            case AuditTerms.FROM, AuditTerms.TO -> texts.get("audit.term.day", value);
            default -> value;
        };
        return new FilterChip(name, texts.get("audit.term." + name), words);
    }

    /// Shows what another screen, or the way back, asks for. Values no filter takes are left out.
    void open(Target target) {
        AuditTerms asked = AuditTerms.NONE;
        for (String name : AuditTerms.NAMES) {
            Optional<String> value = target.value(name).flatMap(text -> AuditTerms.read(name, text));
            if (value.isPresent()) {
                asked = asked.with(name, value.get());
            }
        }
        typedProblem.set("");
        setTerms(asked);
    }

    /// Narrows the list to one operator.
    void onlyBy(String login) {
        detail.close();
        setTerms(AuditTerms.NONE.with(AuditTerms.BY, login));
    }

    void startExport() {
        AuditTerms wanted = terms;
        export.start((target, reached) -> exported.write(wanted.filter(), wanted.words(), target, reached::reached));
    }

    /// What is wrong with the typed line; empty when nothing is.
    ReadOnlyStringProperty typedProblemProperty() {
        return typedProblem.getReadOnlyProperty();
    }
}
