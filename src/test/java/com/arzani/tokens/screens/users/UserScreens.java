package com.arzani.tokens.screens.users;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Unlocks;
import com.arzani.tokens.market.UserActivity;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.payments.checkout.CheckoutDesk;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;
import java.util.UUID;
import java.util.function.Supplier;

/// The screen of users as the console puts it together.
final class UserScreens {
    private UserScreens() {}

    static Screen of(Kit kit, Database console) {
        Supplier<String> keys = () -> UUID.randomUUID().toString();
        OperatorRole role = console.operator().role();
        UserServices services = new UserServices(
                new UserDirectory(console),
                new UserActivity(console),
                new LedgerExplanation(console),
                new LedgerHistory(console, kit.clock()),
                new Unlocks(console),
                new BoostEffects(console));
        UnlockServices unlocks = new UnlockServices(
                services.unlocks(),
                services.activity(),
                new LedgerService(console),
                new Approvals(console),
                new Limits(console),
                keys);
        UserPanels panels = new UserPanels(
                new CheckoutViewModel(kit, new CheckoutDesk(console), keys),
                new BlockViewModel(
                        kit, new RiskDesk(console), keys, role == OperatorRole.FINANCE || role == OperatorRole.ADMIN),
                new UnlockViewModel(kit, unlocks));
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
                .including(UserListsController.class, () -> new UserListsController(kit, lists));
    }
}
