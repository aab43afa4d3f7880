package com.arzani.tokens.app.screens;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.database.Operator;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.screens.approvals.ApprovalDetailController;
import com.arzani.tokens.screens.approvals.ApprovalDetailViewModel;
import com.arzani.tokens.screens.approvals.ApprovalsController;
import com.arzani.tokens.screens.approvals.ApprovalsPulse;
import com.arzani.tokens.screens.approvals.ApprovalsViewModel;
import com.arzani.tokens.screens.approvals.LimitsController;
import com.arzani.tokens.screens.approvals.LimitsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Approvals: whoever adjusts sees what they asked for, finance and administrators decide.
final class ApprovalsModule {
    private ApprovalsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Operator operator = session.database().operator();
        boolean administers = operator.role() == OperatorRole.ADMIN;
        boolean decides = administers || operator.role() == OperatorRole.FINANCE;
        Approvals approvals = new Approvals(session.database());
        ApprovalsPulse pulse = new ApprovalsPulse(approvals, kit.tasks());
        ApprovalDetailViewModel detail = new ApprovalDetailViewModel(kit, approvals, operator.login(), decides);
        ApprovalsViewModel model = new ApprovalsViewModel(kit, approvals, detail, pulse, decides);
        LimitsViewModel limits = new LimitsViewModel(kit, new Limits(session.database()));
        Screen screen = Screen.of(
                        "approvals",
                        ApprovalsController.class,
                        () -> new ApprovalsController(kit, model, decides, administers))
                .including(ApprovalDetailController.class, () -> new ApprovalDetailController(kit, detail))
                .including(LimitsController.class, () -> new LimitsController(kit, limits))
                .under("nav.customers", "fth-check-square")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN")
                .counting(pulse.forMeProperty());
        return ScreenModule.of(screen).touredBy(new ApprovalsWalk()).watching(pulse);
    }
}
