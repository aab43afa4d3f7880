package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.market.UserActivity;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.payments.checkout.CheckoutDesk;
import com.arzani.tokens.screens.users.CheckoutController;
import com.arzani.tokens.screens.users.CheckoutViewModel;
import com.arzani.tokens.screens.users.RevealController;
import com.arzani.tokens.screens.users.RevealViewModel;
import com.arzani.tokens.screens.users.UserDetailController;
import com.arzani.tokens.screens.users.UserDetailViewModel;
import com.arzani.tokens.screens.users.UserFinder;
import com.arzani.tokens.screens.users.UserListsController;
import com.arzani.tokens.screens.users.UserListsViewModel;
import com.arzani.tokens.screens.users.UserServices;
import com.arzani.tokens.screens.users.UsersController;
import com.arzani.tokens.screens.users.UsersViewModel;
import com.arzani.tokens.screens.users.UsersWalk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The screen of users.
public final class UsersModule {
    private UsersModule() {}

    public static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        UserServices services = new UserServices(
                new UserDirectory(database),
                new UserActivity(database),
                new LedgerExplanation(database),
                new LedgerHistory(database, kit.clock()));
        CheckoutViewModel checkout =
                new CheckoutViewModel(kit, new CheckoutDesk(database), new OperationKeys(kit.clock())::next);
        return ScreenModule.of(screen(kit, services, checkout))
                .finding(new UserFinder(services.users(), kit.texts()))
                .touredBy(new UsersWalk());
    }

    private static Screen screen(Kit kit, UserServices services, CheckoutViewModel checkout) {
        UserListsViewModel lists = new UserListsViewModel(kit, services);
        RevealViewModel reveal = new RevealViewModel(kit, services);
        UserDetailViewModel detail = new UserDetailViewModel(kit, services, lists, reveal, checkout);
        UsersViewModel model = new UsersViewModel(kit, services, detail);
        return Screen.of("users", UsersController.class, () -> new UsersController(kit, model))
                .including(UserDetailController.class, () -> new UserDetailController(kit, detail))
                .including(RevealController.class, () -> new RevealController(kit, reveal))
                .including(CheckoutController.class, () -> new CheckoutController(kit, checkout))
                .including(UserListsController.class, () -> new UserListsController(kit, lists))
                .under("nav.customers", "fth-users")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
    }
}
