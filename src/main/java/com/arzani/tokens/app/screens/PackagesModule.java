package com.arzani.tokens.app.screens;

import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.screens.packages.PackageEditorController;
import com.arzani.tokens.screens.packages.PackageVersionsController;
import com.arzani.tokens.screens.packages.PackagesController;
import com.arzani.tokens.screens.packages.PackagesViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Packages: list, editor and versions share one view-model.
final class PackagesModule {
    private PackagesModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        PackagesViewModel model = new PackagesViewModel(kit, new PackageCatalog(session.database()));
        Screen screen = Screen.of("packages", PackagesController.class, () -> new PackagesController(kit, model))
                .including(PackageEditorController.class, () -> new PackageEditorController(kit, model.editor()))
                .including(PackageVersionsController.class, () -> new PackageVersionsController(kit, model))
                .under("nav.market", "fth-package");
        return ScreenModule.of(screen).touredBy(new PackagesWalk());
    }
}
