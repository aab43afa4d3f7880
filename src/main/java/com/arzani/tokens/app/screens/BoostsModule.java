package com.arzani.tokens.app.screens;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Boosts;
import com.arzani.tokens.screens.boosts.BoostDetailController;
import com.arzani.tokens.screens.boosts.BoostDetailViewModel;
import com.arzani.tokens.screens.boosts.BoostFormController;
import com.arzani.tokens.screens.boosts.BoostFormViewModel;
import com.arzani.tokens.screens.boosts.BoostServices;
import com.arzani.tokens.screens.boosts.BoostsController;
import com.arzani.tokens.screens.boosts.BoostsViewModel;
import com.arzani.tokens.screens.boosts.BoostsWalk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Boosted listings: for whoever may change a seller's tokens.
final class BoostsModule {
    private BoostsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        BoostServices services = new BoostServices(
                new Boosts(database),
                new LedgerService(database),
                new OperationKeys(kit.clock())::next,
                new Approvals(database),
                new Limits(database),
                new BoostEffects(database));
        BoostFormViewModel form = new BoostFormViewModel(kit, services);
        BoostDetailViewModel detail = new BoostDetailViewModel(kit, services, form);
        BoostsViewModel model = new BoostsViewModel(kit, services, detail);
        Screen screen = Screen.of("boosts", BoostsController.class, () -> new BoostsController(kit, model))
                .including(BoostDetailController.class, () -> new BoostDetailController(kit, detail))
                .including(BoostFormController.class, () -> new BoostFormController(kit, form))
                .under("nav.market", "fth-trending-up")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new BoostsWalk());
    }
}
