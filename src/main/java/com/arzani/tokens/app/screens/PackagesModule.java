package com.arzani.tokens.app.screens;

import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.screens.packages.PackageEditorController;
import com.arzani.tokens.screens.packages.PackageVersionsController;
import com.arzani.tokens.screens.packages.PackagesController;
import com.arzani.tokens.screens.packages.PackagesViewModel;
import com.arzani.tokens.screens.packages.StripeCatalogueController;
import com.arzani.tokens.screens.packages.StripeCatalogueViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Packages: list, editor and versions share one view-model.
final class PackagesModule {
    private PackagesModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        StripeCatalogueViewModel stripe = new StripeCatalogueViewModel(
                kit,
                new CatalogueRuns(session.database()),
                session.database().operator().role());
        PackagesViewModel model = new PackagesViewModel(kit, new PackageCatalog(session.database()), stripe);
        Screen screen = Screen.of("packages", PackagesController.class, () -> new PackagesController(kit, model))
                .including(PackageEditorController.class, () -> new PackageEditorController(kit, model.editor()))
                .including(StripeCatalogueController.class, () -> new StripeCatalogueController(kit, model))
                .including(PackageVersionsController.class, () -> new PackageVersionsController(kit, model))
                .under("nav.market", "fth-package");
        return ScreenModule.of(screen).touredBy(new PackagesWalk());
    }
}
