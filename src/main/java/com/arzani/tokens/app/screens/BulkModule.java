package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.BulkService;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.screens.bulk.BulkBatchesController;
import com.arzani.tokens.screens.bulk.BulkBatchesViewModel;
import com.arzani.tokens.screens.bulk.BulkController;
import com.arzani.tokens.screens.bulk.BulkRunController;
import com.arzani.tokens.screens.bulk.BulkRunViewModel;
import com.arzani.tokens.screens.bulk.BulkServices;
import com.arzani.tokens.screens.bulk.BulkSheetController;
import com.arzani.tokens.screens.bulk.BulkSheetViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Bulk: for whoever may grant and take.
final class BulkModule {
    private BulkModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        BulkServices services = new BulkServices(
                new BulkService(database),
                new LedgerService(database),
                database.operator().login(),
                new OperationKeys(kit.clock())::next);
        BulkSheetViewModel sheet = new BulkSheetViewModel(kit, services);
        BulkRunViewModel run = new BulkRunViewModel(kit, services, sheet);
        BulkBatchesViewModel batches = new BulkBatchesViewModel(kit, services);
        Screen screen = Screen.of("bulk", BulkController.class, () -> new BulkController(sheet, run, batches))
                .including(BulkSheetController.class, () -> new BulkSheetController(kit, sheet))
                .including(BulkRunController.class, () -> new BulkRunController(kit, sheet, run))
                .including(BulkBatchesController.class, () -> new BulkBatchesController(kit, batches))
                .under("nav.customers", "fth-layers")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new BulkWalk());
    }
}
