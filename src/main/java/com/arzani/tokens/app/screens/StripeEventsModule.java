package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.payments.inbox.EventDesk;
import com.arzani.tokens.screens.stripeevents.EventDetailController;
import com.arzani.tokens.screens.stripeevents.EventFinder;
import com.arzani.tokens.screens.stripeevents.StripeEventServices;
import com.arzani.tokens.screens.stripeevents.StripeEventsController;
import com.arzani.tokens.screens.stripeevents.StripeEventsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Stripe's events: support reads, finance and administrators replay.
final class StripeEventsModule {
    private StripeEventsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        OperatorRole role = session.database().operator().role();
        EventDesk desk = new EventDesk(session.database());
        StripeEventServices services =
                new StripeEventServices(desk, role == OperatorRole.FINANCE || role == OperatorRole.ADMIN);
        Screen screen = Screen.of(
                        "stripeevents",
                        StripeEventsController.class,
                        () -> new StripeEventsController(kit, new StripeEventsViewModel(kit, services)))
                .including(EventDetailController.class, () -> new EventDetailController(kit))
                .under("nav.money", "fth-inbox")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen)
                .finding(new EventFinder(desk, kit.texts()))
                .touredBy(new StripeEventsWalk());
    }
}
