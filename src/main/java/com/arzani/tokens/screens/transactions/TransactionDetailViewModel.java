package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.TokenLot;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One entry: every field, its lots, its reversal both ways, its metadata as text.
final class TransactionDetailViewModel {
    final ObservableList<FieldRow> fields = FXCollections.observableArrayList();

    private final Kit kit;
    private final TransactionServices services;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<TransactionDetail> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    private long wanted;

    TransactionDetailViewModel(Kit kit, TransactionServices services) {
        this.kit = kit;
        this.services = services;
        reading = kit.tasks().latest("transactions.detail");
    }

    void show(long entryId) {
        wanted = entryId;
        TransactionServices from = services;
        reading.runUntilAvailable(
                () -> TransactionDetail.read(from.ledger(), from.explanation(), entryId),
                read -> {
                    failure.set(null);
                    fields.setAll(fields(read));
                    detail.set(read);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void reload() {
        if (wanted != 0) {
            show(wanted);
        }
    }

    void close() {
        wanted = 0;
        reading.cancel();
        failure.set(null);
        detail.set(null);
    }

    /// The shown entry; 0 for none.
    long entryId() {
        return wanted;
    }

    private List<FieldRow> fields(TransactionDetail read) {
        LedgerEntry entry = read.entry();
        List<FieldRow> rows = new ArrayList<>();
        add(rows, "time", kit.times().exact(entry.createdAt()), null);
        add(rows, "user", Long.toString(entry.userId()), Places.user(entry.userId()));
        add(rows, "type", kit.texts().get("ledger.type." + entry.type().code()), null);
        add(rows, "tokens", TransactionRow.movement(entry).signed(), null);
        add(rows, "delta", entry.delta().signed(), null);
        if (entry.owedDelta().count() != 0) {
            add(rows, "owed", entry.owedDelta().signed(), null);
        }
        add(rows, "after", entry.balanceAfter().toString(), Places.balanceAfter(entry.userId(), entry.id()));
        add(rows, "reverses", id(entry.reverses()), entry.reverses() == null ? null : Places.entry(entry.reverses()));
        if (read.reversal() != null) {
            long by = read.reversal().id();
            add(rows, "reversed", Long.toString(by), Places.entry(by));
        }
        add(rows, "reason", TransactionRow.reason(entry, kit.texts()), null);
        add(rows, "note", SafeText.block(entry.note()), null);
        add(rows, "action", SafeText.line(entry.actionType()), null);
        add(rows, "reference", id(entry.referenceId()), null);
        add(rows, "order", id(entry.orderId()), entry.orderId() == null ? null : Places.purchase(entry.orderId()));
        add(rows, "stripe", SafeText.line(entry.paymentIntentId()), null);
        add(rows, "key", SafeText.line(entry.operationKey()), null);
        read.same().forEach(other -> add(rows, "same", Long.toString(other.id()), Places.entry(other.id())));
        add(rows, "actor", SafeText.line(entry.actor()), null);
        add(rows, "behalf", SafeText.line(entry.onBehalfOf()), null);
        add(rows, "address", SafeText.line(entry.clientAddress()), null);
        add(rows, "application", SafeText.line(entry.applicationName()), null);
        add(rows, "seq", Long.toString(entry.walletSeq()), null);
        add(rows, "line", Integer.toString(entry.operationLine()), null);
        add(rows, "hash", EntryJson.hash(entry), null);
        return rows;
    }

    private static String id(Long number) {
        return number == null ? "" : Long.toString(number);
    }

    private void add(List<FieldRow> rows, String name, String value, Target target) {
        if (!value.isEmpty()) {
            rows.add(new FieldRow(kit.texts().get("transactions.field." + name), value, target));
        }
    }

    /// The lots this entry made, drew from or gave back to, one a line.
    String lots() {
        TransactionDetail shown = detail.get();
        List<String> lines = new ArrayList<>();
        if (shown != null && shown.made() != null) {
            TokenLot made = shown.made();
            lines.add(kit.texts()
                    .get(
                            "transactions.lot.made",
                            made.tokens().toString(),
                            kind(made),
                            made.remaining().toString()));
        }
        if (shown != null) {
            shown.draws().forEach(draw -> lines.add(line(draw)));
        }
        return lines.isEmpty() ? kit.texts().get("transactions.lot.none") : String.join("\n", lines);
    }

    private String line(LedgerExplanation.Draw draw) {
        Texts texts = kit.texts();
        long tokens = draw.draw().tokens().count();
        return texts.get(
                tokens > 0 ? "transactions.lot.drew" : "transactions.lot.gave",
                new Tokens(Math.abs(tokens)).toString(),
                Long.toString(draw.lot().entryId()),
                kind(draw.lot()),
                draw.lot().remaining().toString());
    }

    private String kind(TokenLot lot) {
        return kit.texts().get("ledger.kind." + lot.kind().code());
    }

    /// The metadata as text to be read: what nobody sees is made visible.
    String metadata() {
        return detail.get() == null
                ? ""
                : SafeText.block(EntryJson.pretty(detail.get().entry().metadata()));
    }

    boolean canReverse() {
        return detail.get() != null
                && detail.get().reversal() == null
                && detail.get().entry().reversibleBy(services.role());
    }

    void reverse() {
        LedgerEntry entry = detail.get().entry();
        kit.navigator().open(Places.wallet(entry.userId()).with(Places.REVERSE, entry.id()));
    }

    /// Tells why this entry moved the balance.
    void explain() {
        kit.navigator().open(Places.charge(detail.get().entry().id()));
    }

    void openWallet() {
        kit.navigator().open(Places.wallet(detail.get().entry().userId()));
    }

    void open(Target target) {
        kit.navigator().open(target);
    }

    void copyId() {
        kit.desktop().copy(Long.toString(detail.get().entry().id()));
    }

    void copyKey() {
        kit.desktop().copy(detail.get().entry().operationKey());
    }

    void copyStripe() {
        kit.desktop().copy(detail.get().entry().paymentIntentId());
    }

    void copyJson() {
        kit.desktop().copy(EntryJson.of(detail.get().entry()));
    }

    /// Null while none is shown.
    ReadOnlyObjectProperty<TransactionDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
