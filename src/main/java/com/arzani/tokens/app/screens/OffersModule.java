package com.arzani.tokens.app.screens;

import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.screens.offers.OfferFinder;
import com.arzani.tokens.screens.offers.OffersController;
import com.arzani.tokens.screens.offers.OffersViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Offer preview: for whoever may ask what one customer sees.
final class OffersModule {
    private OffersModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        OffersViewModel model = new OffersViewModel(kit, new Offers(session.database()));
        Screen screen = Screen.of("offers", OffersController.class, () -> new OffersController(kit, model))
                .under("nav.market", "fth-eye")
                .onlyFor("SUPPORT", "PRODUCT", "ADMIN");
        return ScreenModule.of(screen).finding(new OfferFinder(kit.texts())).touredBy(new OffersWalk());
    }
}
