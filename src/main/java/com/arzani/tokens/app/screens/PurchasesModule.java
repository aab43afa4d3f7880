package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.PurchaseExport;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.payments.outbox.Outbox;
import com.arzani.tokens.payments.purchases.PurchaseDesk;
import com.arzani.tokens.payments.refunds.RefundDesk;
import com.arzani.tokens.screens.purchases.PurchaseDetailController;
import com.arzani.tokens.screens.purchases.PurchaseServices;
import com.arzani.tokens.screens.purchases.PurchasesController;
import com.arzani.tokens.screens.purchases.PurchasesViewModel;
import com.arzani.tokens.screens.purchases.RefundFormController;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Purchases: support asks for refunds, finance makes them, administrators approve.
final class PurchasesModule {
    private PurchasesModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        OperatorRole role = database.operator().role();
        boolean finance = role == OperatorRole.FINANCE;
        PurchaseDesk desk = new PurchaseDesk(database);
        PurchaseServices services = new PurchaseServices(
                new PurchaseServices.PurchaseLists(desk, new PurchaseExport(desk, new ExportRecord(database))),
                new RefundDesk(database),
                new Outbox(database),
                new PurchaseServices.Asking(new Approvals(database), new OperationKeys(kit.clock())::next),
                new LedgerService(database),
                new PurchaseServices.May(
                        finance, finance || role == OperatorRole.SUPPORT, finance || role == OperatorRole.ADMIN));
        Screen screen = Screen.of(
                        "purchases",
                        PurchasesController.class,
                        () -> new PurchasesController(kit, new PurchasesViewModel(kit, services)))
                .including(PurchaseDetailController.class, () -> new PurchaseDetailController(kit))
                .including(RefundFormController.class, () -> new RefundFormController(kit))
                .under("nav.money", "fth-shopping-cart")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new PurchasesWalk());
    }
}
