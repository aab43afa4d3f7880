package com.arzani.tokens.screens.sales;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.insight.FigureProofs;
import com.arzani.tokens.insight.Liability;
import com.arzani.tokens.insight.Sales;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The whole Sales screen over a login's database, as the console makes it.
final class SalesPages {
    final SalesViewModel sales;
    final LiabilityViewModel liability;
    final FigureProofViewModel proof;
    final Screen screen;

    SalesPages(Kit kit, Database database, boolean seesEntries) {
        sales = new SalesViewModel(kit, new SalesServices(new Sales(database), seesEntries));
        liability = new LiabilityViewModel(kit, new LiabilityServices(new Liability(database), seesEntries), sales);
        proof = new FigureProofViewModel(kit, new FigureProofs(database));
        screen = Screen.of("sales", SalesController.class, () -> new SalesController(sales, liability, proof))
                .including(SalesRangeController.class, () -> new SalesRangeController(sales))
                .including(SalesFiguresController.class, () -> new SalesFiguresController(kit, sales))
                .including(LiabilityController.class, () -> new LiabilityController(kit, liability, proof))
                .including(StatementController.class, () -> new StatementController(new StatementViewModel(kit, null)));
    }
}
