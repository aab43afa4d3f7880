package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.screens.economy.EconomyController;
import com.arzani.tokens.screens.economy.EconomyServices;
import com.arzani.tokens.screens.economy.EconomyViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The economy's figures: product sees numbers, finance and administrators who stands behind them.
final class EconomyModule {
    private EconomyModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        boolean persons = session.database().operator().role() != OperatorRole.PRODUCT;
        EconomyServices services = new EconomyServices(new Economy(session.database()), persons);
        Screen screen = Screen.of(
                        "economy",
                        EconomyController.class,
                        () -> new EconomyController(kit, new EconomyViewModel(kit, services)))
                .under("nav.money", "fth-activity")
                .onlyFor("FINANCE", "PRODUCT", "ADMIN");
        return ScreenModule.of(screen).touredBy(new EconomyWalk());
    }
}
