package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.screens.risk.RiskController;
import com.arzani.tokens.screens.risk.RiskDetailController;
import com.arzani.tokens.screens.risk.RiskServices;
import com.arzani.tokens.screens.risk.RiskViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Risk reviews: support reads and comments, finance and administrators decide, finance sends money back.
final class RiskModule {
    private RiskModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        OperatorRole role = session.database().operator().role();
        RiskServices services = new RiskServices(
                new RiskDesk(session.database()),
                new OperationKeys(kit.clock())::next,
                role == OperatorRole.FINANCE || role == OperatorRole.ADMIN,
                role == OperatorRole.FINANCE);
        Screen screen = Screen.of(
                        "risk", RiskController.class, () -> new RiskController(kit, new RiskViewModel(kit, services)))
                .including(RiskDetailController.class, () -> new RiskDetailController(kit))
                .under("nav.money", "fth-alert-octagon")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new RiskWalk(session.simulator()));
    }
}
