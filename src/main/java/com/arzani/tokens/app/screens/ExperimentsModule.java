package com.arzani.tokens.app.screens;

import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.screens.experiments.DraftController;
import com.arzani.tokens.screens.experiments.DraftGroupsController;
import com.arzani.tokens.screens.experiments.ExperimentsController;
import com.arzani.tokens.screens.experiments.ExperimentsViewModel;
import com.arzani.tokens.screens.experiments.ResultsController;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Price experiments: product and administrators decide, finance looks.
final class ExperimentsModule {
    private ExperimentsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        ExperimentsViewModel model = new ExperimentsViewModel(
                kit, new Experiments(session.database()), new FeatureFlags(session.database()));
        Screen screen = Screen.of(
                        "experiments", ExperimentsController.class, () -> new ExperimentsController(kit, model))
                .including(DraftController.class, () -> new DraftController(kit, model.draft()))
                .including(DraftGroupsController.class, () -> new DraftGroupsController(kit, model.draft()))
                .including(ResultsController.class, () -> new ResultsController(kit, model.results()))
                .under("nav.market", "fth-git-branch")
                .onlyFor("PRODUCT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new ExperimentsWalk());
    }
}
