package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.FigureProofs;
import com.arzani.tokens.insight.Liability;
import com.arzani.tokens.insight.Sales;
import com.arzani.tokens.insight.statement.Statement;
import com.arzani.tokens.screens.sales.FigureProofViewModel;
import com.arzani.tokens.screens.sales.LiabilityController;
import com.arzani.tokens.screens.sales.LiabilityServices;
import com.arzani.tokens.screens.sales.LiabilityViewModel;
import com.arzani.tokens.screens.sales.SalesController;
import com.arzani.tokens.screens.sales.SalesFiguresController;
import com.arzani.tokens.screens.sales.SalesRangeController;
import com.arzani.tokens.screens.sales.SalesServices;
import com.arzani.tokens.screens.sales.SalesViewModel;
import com.arzani.tokens.screens.sales.StatementController;
import com.arzani.tokens.screens.sales.StatementViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Sales: product sees totals, and no entries behind them (ruling 3).
final class SalesModule {
    private SalesModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        boolean entries = session.database().operator().role() != OperatorRole.PRODUCT;
        SalesViewModel model = new SalesViewModel(kit, new SalesServices(new Sales(session.database()), entries));
        FigureProofs proofs = new FigureProofs(session.database());
        LiabilityViewModel liability =
                new LiabilityViewModel(kit, new LiabilityServices(new Liability(session.database()), entries), model);
        FigureProofViewModel proof = new FigureProofViewModel(kit, proofs);
        StatementViewModel statement =
                new StatementViewModel(kit, entries ? new Statement(session.database(), kit.texts()::get) : null);
        Screen screen = Screen.of("sales", SalesController.class, () -> new SalesController(model, liability, proof))
                .including(SalesRangeController.class, () -> new SalesRangeController(model))
                .including(LiabilityController.class, () -> new LiabilityController(kit, liability, proof))
                .including(SalesFiguresController.class, () -> new SalesFiguresController(kit, model))
                .including(StatementController.class, () -> new StatementController(statement))
                .under("nav.finance", "fth-trending-up")
                .onlyFor("FINANCE", "PRODUCT", "ADMIN");
        return ScreenModule.of(screen).touredBy(new SalesWalk());
    }
}
