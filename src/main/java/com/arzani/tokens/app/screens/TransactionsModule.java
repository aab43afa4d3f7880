package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.screens.transactions.TransactionDetailController;
import com.arzani.tokens.screens.transactions.TransactionFinder;
import com.arzani.tokens.screens.transactions.TransactionServices;
import com.arzani.tokens.screens.transactions.TransactionsController;
import com.arzani.tokens.screens.transactions.TransactionsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Transactions: for whoever may look at single customers.
final class TransactionsModule {
    private TransactionsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        LedgerHistory history = new LedgerHistory(database, kit.clock());
        TransactionServices services = new TransactionServices(
                new LedgerService(database),
                history,
                new LedgerExplanation(database),
                new EntryExport(history, new ExportRecord(database)),
                database.operator().role());
        Screen screen = Screen.of(
                        "transactions",
                        TransactionsController.class,
                        () -> new TransactionsController(kit, new TransactionsViewModel(kit, services)))
                .including(TransactionDetailController.class, () -> new TransactionDetailController(kit))
                .under("nav.money", "fth-list")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen)
                .finding(new TransactionFinder(services.ledger(), kit.texts()))
                .touredBy(new TransactionsWalk());
    }
}
