package com.arzani.tokens.app.screens;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.OperationKeys;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Unlocks;
import com.arzani.tokens.market.UserActivity;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.payments.checkout.CheckoutDesk;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.screens.users.AccessController;
import com.arzani.tokens.screens.users.BlockController;
import com.arzani.tokens.screens.users.BlockViewModel;
import com.arzani.tokens.screens.users.CheckoutController;
import com.arzani.tokens.screens.users.CheckoutViewModel;
import com.arzani.tokens.screens.users.RevealController;
import com.arzani.tokens.screens.users.RevealViewModel;
import com.arzani.tokens.screens.users.UnlockController;
import com.arzani.tokens.screens.users.UnlockServices;
import com.arzani.tokens.screens.users.UnlockViewModel;
import com.arzani.tokens.screens.users.UserDetailController;
import com.arzani.tokens.screens.users.UserDetailViewModel;
import com.arzani.tokens.screens.users.UserFinder;
import com.arzani.tokens.screens.users.UserListsController;
import com.arzani.tokens.screens.users.UserListsViewModel;
import com.arzani.tokens.screens.users.UserPanels;
import com.arzani.tokens.screens.users.UserServices;
import com.arzani.tokens.screens.users.UsersController;
import com.arzani.tokens.screens.users.UsersViewModel;
import com.arzani.tokens.screens.users.UsersWalk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;
import java.util.function.Supplier;

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
                new LedgerHistory(database, kit.clock()),
                new Unlocks(database),
                new BoostEffects(database));
        return ScreenModule.of(screen(kit, services, panels(kit, database)))
                .finding(new UserFinder(services.users(), kit.texts()))
                .touredBy(new UsersWalk());
    }

    private static UserPanels panels(Kit kit, Database database) {
        Supplier<String> keys = new OperationKeys(kit.clock())::next;
        OperatorRole role = database.operator().role();
        UnlockServices unlocks = new UnlockServices(
                new Unlocks(database),
                new UserActivity(database),
                new LedgerService(database),
                new Approvals(database),
                new Limits(database),
                keys);
        return new UserPanels(
                new CheckoutViewModel(kit, new CheckoutDesk(database), keys),
                new BlockViewModel(
                        kit, new RiskDesk(database), keys, role == OperatorRole.FINANCE || role == OperatorRole.ADMIN),
                new UnlockViewModel(kit, unlocks));
    }

    private static Screen screen(Kit kit, UserServices services, UserPanels panels) {
        UserListsViewModel lists = new UserListsViewModel(kit, services);
        RevealViewModel reveal = new RevealViewModel(kit, services);
        UserDetailViewModel detail = new UserDetailViewModel(kit, services, lists, reveal, panels);
        UsersViewModel model = new UsersViewModel(kit, services, detail);
        return Screen.of("users", UsersController.class, () -> new UsersController(kit, model))
                .including(UserDetailController.class, () -> new UserDetailController(kit, detail))
                .including(RevealController.class, () -> new RevealController(kit, reveal))
                .including(CheckoutController.class, () -> new CheckoutController(kit, panels.checkout()))
                .including(BlockController.class, () -> new BlockController(kit, panels.block()))
                .including(UnlockController.class, () -> new UnlockController(kit, panels.unlock()))
                .including(AccessController.class, () -> new AccessController(kit, lists, panels.unlock()))
                .including(UserListsController.class, () -> new UserListsController(kit, lists))
                .under("nav.customers", "fth-users")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
    }
}
