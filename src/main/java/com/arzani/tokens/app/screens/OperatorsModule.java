package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.Passwords;
import com.arzani.tokens.screens.operators.OperatorFormController;
import com.arzani.tokens.screens.operators.OperatorFormViewModel;
import com.arzani.tokens.screens.operators.OperatorsController;
import com.arzani.tokens.screens.operators.OperatorsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Operators: administrators alone.
final class OperatorsModule {
    private OperatorsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Operators operators = new Operators(session.database());
        OperatorFormViewModel form = new OperatorFormViewModel(kit, operators, new Passwords());
        OperatorsViewModel model = new OperatorsViewModel(kit, operators, form);
        Screen screen = Screen.of("operators", OperatorsController.class, () -> new OperatorsController(kit, model))
                .including(OperatorFormController.class, () -> new OperatorFormController(kit, form))
                .under("nav.administration", "fth-shield")
                .onlyFor("ADMIN");
        return ScreenModule.of(screen).touredBy(new OperatorsWalk());
    }
}
