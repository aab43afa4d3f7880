package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.reconciliation.ReconciliationDesk;
import com.arzani.tokens.screens.reconciliation.FindingController;
import com.arzani.tokens.screens.reconciliation.ReconciliationController;
import com.arzani.tokens.screens.reconciliation.ReconciliationServices;
import com.arzani.tokens.screens.reconciliation.ReconciliationViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Reconciliation: support reads, finance and administrators run and decide.
final class ReconciliationModule {
    private ReconciliationModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        OperatorRole role = session.database().operator().role();
        ReconciliationServices services = new ReconciliationServices(
                new ReconciliationDesk(session.database()), role == OperatorRole.FINANCE || role == OperatorRole.ADMIN);
        Screen screen = Screen.of(
                        "reconciliation",
                        ReconciliationController.class,
                        () -> new ReconciliationController(kit, new ReconciliationViewModel(kit, services)))
                .including(FindingController.class, () -> new FindingController(kit))
                .under("nav.money", "fth-git-merge")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new ReconciliationWalk());
    }
}
