package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.insight.FigureProofs;
import com.arzani.tokens.screens.economy.EconomyController;
import com.arzani.tokens.screens.economy.EconomyCustomersController;
import com.arzani.tokens.screens.economy.EconomyIndicatorsController;
import com.arzani.tokens.screens.economy.EconomyServices;
import com.arzani.tokens.screens.economy.EconomyViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The economy's figures: product sees numbers, finance and administrators who stands behind them.
public final class EconomyModule {
    private EconomyModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        boolean persons = session.database().operator().role() != OperatorRole.PRODUCT;
        EconomyServices services =
                new EconomyServices(new Economy(session.database()), new FigureProofs(session.database()), persons);
        return ScreenModule.of(screen(kit, services)).touredBy(new EconomyWalk());
    }

    public static Screen screen(Kit kit, EconomyServices services) {
        EconomyViewModel model = new EconomyViewModel(kit, services);
        return Screen.of("economy", EconomyController.class, () -> new EconomyController(kit, model))
                .including(EconomyIndicatorsController.class, () -> new EconomyIndicatorsController(kit, model))
                .including(EconomyCustomersController.class, () -> new EconomyCustomersController(kit, model))
                .under("nav.finance", "fth-activity")
                .onlyFor("FINANCE", "PRODUCT", "ADMIN");
    }
}
