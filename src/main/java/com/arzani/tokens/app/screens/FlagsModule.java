package com.arzani.tokens.app.screens;

import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.screens.flags.FlagFormController;
import com.arzani.tokens.screens.flags.FlagsController;
import com.arzani.tokens.screens.flags.FlagsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Feature flags: product and administrators change them, support looks a customer up.
final class FlagsModule {
    private FlagsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        FlagsViewModel model = new FlagsViewModel(kit, new FeatureFlags(session.database()));
        Screen screen = Screen.of("flags", FlagsController.class, () -> new FlagsController(kit, model))
                .including(FlagFormController.class, () -> new FlagFormController(kit, model))
                .under("nav.market", "fth-toggle-right")
                .onlyFor("SUPPORT", "PRODUCT", "ADMIN");
        return ScreenModule.of(screen).touredBy(new FlagsWalk());
    }
}
