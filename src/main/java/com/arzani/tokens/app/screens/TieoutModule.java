package com.arzani.tokens.app.screens;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.ReconciliationExport;
import com.arzani.tokens.reconciliation.PackageEdits;
import com.arzani.tokens.reconciliation.ReconciliationReport;
import com.arzani.tokens.screens.tieout.TieoutController;
import com.arzani.tokens.screens.tieout.TieoutServices;
import com.arzani.tokens.screens.tieout.TieoutViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// The tie-out: finance and administrators see all of it, support no payouts.
final class TieoutModule {
    private TieoutModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        boolean payouts = database.operator().role() != OperatorRole.SUPPORT;
        ReconciliationReport report = new ReconciliationReport(database, payouts);
        TieoutServices services = new TieoutServices(
                report, new ReconciliationExport(report, new ExportRecord(database)), new PackageEdits(database));
        Screen screen = Screen.of(
                        "tieout",
                        TieoutController.class,
                        () -> new TieoutController(kit, new TieoutViewModel(kit, services)))
                .under("nav.money", "fth-columns")
                .onlyFor("SUPPORT", "FINANCE", "ADMIN");
        return ScreenModule.of(screen).touredBy(new TieoutWalk());
    }
}
