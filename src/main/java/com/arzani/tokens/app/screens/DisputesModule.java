package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.payments.disputes.DisputeDesk;
import com.arzani.tokens.screens.disputes.DisputeAlarm;
import com.arzani.tokens.screens.disputes.DisputeDetailController;
import com.arzani.tokens.screens.disputes.DisputeFinder;
import com.arzani.tokens.screens.disputes.DisputeServices;
import com.arzani.tokens.screens.disputes.DisputeTokensController;
import com.arzani.tokens.screens.disputes.DisputesController;
import com.arzani.tokens.screens.disputes.DisputesViewModel;
import com.arzani.tokens.screens.disputes.EvidenceController;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Disputes: support reads, finance and administrators answer.
final class DisputesModule {
    private DisputesModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        OperatorRole role = session.database().operator().role();
        DisputeDesk desk = new DisputeDesk(session.database());
        DisputeServices services = new DisputeServices(
                desk, new ExportRecord(session.database()), role == OperatorRole.FINANCE || role == OperatorRole.ADMIN);
        DisputeAlarm alarm = new DisputeAlarm(kit, desk);
        Screen screen = Screen.of(
                        "disputes",
                        DisputesController.class,
                        () -> new DisputesController(kit, new DisputesViewModel(kit, services)))
                .including(DisputeDetailController.class, () -> new DisputeDetailController(kit))
                .including(DisputeTokensController.class, () -> new DisputeTokensController(kit))
                .including(EvidenceController.class, () -> new EvidenceController(kit))
                .under("nav.money", "fth-shield")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN")
                .counting(alarm.pressingProperty());
        return ScreenModule.of(screen)
                .finding(new DisputeFinder(desk, kit.texts()))
                .touredBy(new DisputesWalk())
                .watching(alarm);
    }
}
