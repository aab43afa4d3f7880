package com.arzani.tokens.app.screens;

import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.screens.simulator.ConditionsController;
import com.arzani.tokens.screens.simulator.ConditionsViewModel;
import com.arzani.tokens.screens.simulator.CustomerController;
import com.arzani.tokens.screens.simulator.CustomerViewModel;
import com.arzani.tokens.screens.simulator.SimulatorController;
import com.arzani.tokens.screens.simulator.SimulatorViewModel;
import com.arzani.tokens.screens.simulator.SimulatorWalk;
import com.arzani.tokens.screens.simulator.ThingController;
import com.arzani.tokens.screens.simulator.ThingViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The simulated Stripe's other side: in the demonstration alone.
final class SimulatorModule {
    private SimulatorModule() {}

    static ScreenModule of(ConsoleSession session, SimulatorDesk desk) {
        Kit kit = session.kit();
        SimulatorViewModel model = new SimulatorViewModel(kit, desk, session.website());
        CustomerViewModel customer = new CustomerViewModel(model, desk, new OperationKeys(kit.clock())::next);
        ThingViewModel thing = new ThingViewModel(model);
        ConditionsViewModel conditions = new ConditionsViewModel(model);
        Screen screen = Screen.of("simulator", SimulatorController.class, () -> new SimulatorController(kit, model))
                .including(CustomerController.class, () -> new CustomerController(kit, customer))
                .including(ThingController.class, () -> new ThingController(kit, model, thing))
                .including(ConditionsController.class, () -> new ConditionsController(kit, conditions))
                .under("nav.demonstration", "fth-sliders")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new SimulatorWalk());
    }
}
