package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One wallet: its balance with the lots it consists of, its debt and its last entries.
final class WalletDetailViewModel {
    private static final int ENTRIES_SHOWN = 20;

    final ObservableList<LotRow> lots = FXCollections.observableArrayList();
    final ObservableList<EntryRow> entries = FXCollections.observableArrayList();

    private final Kit kit;
    private final LedgerExplanation explanation;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<WalletStatement> statement = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    private long wanted;

    WalletDetailViewModel(Kit kit, LedgerExplanation explanation) {
        this.kit = kit;
        this.explanation = explanation;
        reading = kit.tasks().latest("wallets.detail");
    }

    /// Reads a user's wallet and shows it.
    ///
    /// @param then told once it is shown
    void show(long userId, Consumer<WalletStatement> then) {
        wanted = userId;
        reading.runUntilAvailable(
                () -> explanation.statement(userId, ENTRIES_SHOWN),
                read -> {
                    apply(read);
                    then.accept(read);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    /// Reads the shown wallet again.
    void reload(Consumer<WalletStatement> then) {
        if (wanted != 0) {
            show(wanted, then);
        }
    }

    private void apply(WalletStatement read) {
        failure.set(null);
        Texts texts = kit.texts();
        TimeText times = kit.times();
        lots.setAll(read.openLots().stream()
                .map(lot -> LotRow.of(lot, texts, times))
                .toList());
        entries.setAll(EntryRow.of(read, texts));
        statement.set(read);
    }

    /// The line that shows how the lots add up.
    String sum() {
        WalletStatement shown = statement.get();
        if (shown == null) {
            return "";
        }
        Tokens sum = shown.sumOfLots();
        return sum.equals(shown.balance())
                ? kit.texts()
                        .get(
                                "wallets.lots.sum",
                                shown.openLots().size(),
                                sum.toString(),
                                shown.balance().toString())
                : kit.texts()
                        .get(
                                "wallets.lots.differ",
                                sum.toString(),
                                shown.balance().toString());
    }

    boolean addsUp() {
        return statement.get() == null
                || statement.get().sumOfLots().equals(statement.get().balance());
    }

    /// The shown user; 0 before one is chosen.
    long userId() {
        return wanted;
    }

    /// Null before a wallet is chosen.
    ReadOnlyObjectProperty<WalletStatement> statementProperty() {
        return statement.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
