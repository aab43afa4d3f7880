package com.arzani.tokens.app.screens;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.ledger.WalletDirectory;
import com.arzani.tokens.screens.wallets.AdjustmentController;
import com.arzani.tokens.screens.wallets.SecondPerson;
import com.arzani.tokens.screens.wallets.WalletDetailController;
import com.arzani.tokens.screens.wallets.WalletServices;
import com.arzani.tokens.screens.wallets.WalletsController;
import com.arzani.tokens.screens.wallets.WalletsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Wallets: for whoever may look at single customers.
final class WalletsModule {
    private WalletsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        WalletServices services = new WalletServices(
                new LedgerService(database),
                new LedgerExplanation(database),
                new WalletDirectory(database),
                database.operator().role(),
                new OperationKeys(kit.clock())::next,
                new SecondPerson(
                        new Approvals(database),
                        new Limits(database),
                        database.operator().login()));
        Screen screen = Screen.of(
                        "wallets",
                        WalletsController.class,
                        () -> new WalletsController(kit, new WalletsViewModel(kit, services)))
                .including(WalletDetailController.class, () -> new WalletDetailController(kit))
                .including(AdjustmentController.class, () -> new AdjustmentController(kit))
                .under("nav.customers", "fth-credit-card")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new WalletsWalk());
    }
}
