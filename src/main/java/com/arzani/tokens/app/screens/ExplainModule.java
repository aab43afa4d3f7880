package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.BalanceExplainer;
import com.arzani.tokens.ledger.ChargeExplainer;
import com.arzani.tokens.screens.explain.AnswerController;
import com.arzani.tokens.screens.explain.ChargeController;
import com.arzani.tokens.screens.explain.ExplainController;
import com.arzani.tokens.screens.explain.ExplainServices;
import com.arzani.tokens.screens.explain.ExplainViewModel;
import com.arzani.tokens.screens.explain.ExplainWalk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// How a balance came about: for whoever may look at single customers.
final class ExplainModule {
    private ExplainModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        ExplainViewModel model = new ExplainViewModel(
                kit, new ExplainServices(new BalanceExplainer(database), new ChargeExplainer(database)));
        Screen screen = Screen.of("explain", ExplainController.class, () -> new ExplainController(kit, model))
                .including(AnswerController.class, () -> new AnswerController(kit, model))
                .including(ChargeController.class, () -> new ChargeController(kit, model.charge()))
                .under("nav.customers", "fth-help-circle")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new ExplainWalk());
    }
}
