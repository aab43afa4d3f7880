package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.ChargeExplainer;
import com.arzani.tokens.ledger.ChargeExplanation;
import com.arzani.tokens.ledger.ChargeExplanation.Drawn;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Why one entry moved the balance.
public final class ChargeViewModel {
    final ObservableList<Drawn> draws = FXCollections.observableArrayList();

    private final Kit kit;
    private final ChargeExplainer charges;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<ChargeExplanation> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    private long wanted;

    ChargeViewModel(Kit kit, ChargeExplainer charges) {
        this.kit = kit;
        this.charges = charges;
        reading = kit.tasks().latest("explain.charge");
    }

    void show(long entryId) {
        wanted = entryId;
        ChargeExplainer from = charges;
        reading.runUntilAvailable(
                () -> from.explain(entryId),
                read -> {
                    failure.set(null);
                    draws.setAll(read.draws());
                    shown.set(read);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void refresh() {
        if (wanted != 0) {
            show(wanted);
        }
    }

    void close() {
        wanted = 0;
        reading.cancel();
        failure.set(null);
        shown.set(null);
    }

    String title() {
        LedgerEntry entry = shown.get().entry();
        return kit.texts()
                .get(
                        "explain.charge.title",
                        Long.toString(entry.id()),
                        kit.texts().get("ledger.type." + entry.type().code()),
                        entry.delta().signed());
    }

    String letter() {
        return new ChargeLetter(kit.texts()).tell(shown.get());
    }

    String kind(Drawn draw) {
        return kit.texts().get("ledger.kind." + draw.lot().kind().code());
    }

    void copyLetter() {
        kit.desktop().copy(letter());
        kit.notices().tell(Severity.INFO, kit.texts().get("explain.letter.copied"));
    }

    /// The balance as this entry left it.
    void openBalance() {
        LedgerEntry entry = shown.get().entry();
        kit.navigator().open(Places.balanceAfter(entry.userId(), entry.id()));
    }

    void openEntry() {
        kit.navigator().open(Places.entry(shown.get().entry().id()));
    }

    void openReversal() {
        kit.navigator().open(Places.entry(shown.get().reversal().id()));
    }

    void openLot(Drawn draw) {
        kit.navigator().open(Places.entry(draw.lot().entryId()));
    }

    /// Null while none is shown.
    ReadOnlyObjectProperty<ChargeExplanation> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
