package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.AuditTrail;
import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.insight.AuditExport;
import com.arzani.tokens.screens.audit.AuditController;
import com.arzani.tokens.screens.audit.AuditDetailController;
import com.arzani.tokens.screens.audit.AuditServices;
import com.arzani.tokens.screens.audit.AuditViewModel;
import com.arzani.tokens.screens.audit.AuditWalk;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The audit: everyone sees their own part, administrators and finance all of it.
final class AuditModule {
    private AuditModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        AuditTrail trail = new AuditTrail(database, kit.clock());
        AuditServices services = new AuditServices(trail, new AuditExport(trail, new ExportRecord(database)));
        Screen screen = Screen.of(
                        "audit",
                        AuditController.class,
                        () -> new AuditController(kit, new AuditViewModel(kit, services)))
                .including(AuditDetailController.class, () -> new AuditDetailController(kit))
                .under("nav.administration", "fth-eye")
                .onlyFor("SUPPORT", "FINANCE", "PRODUCT", "ADMIN");
        return ScreenModule.of(screen).touredBy(new AuditWalk());
    }
}
