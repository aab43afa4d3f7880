package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.proof.ProofRuns;
import com.arzani.tokens.proof.SealTable;
import com.arzani.tokens.proof.WalletProofFile;
import com.arzani.tokens.screens.proof.ProofAlarm;
import com.arzani.tokens.screens.proof.ProofController;
import com.arzani.tokens.screens.proof.ProofListsController;
import com.arzani.tokens.screens.proof.ProofServices;
import com.arzani.tokens.screens.proof.ProofViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Ledger proof: for finance and administrators.
final class ProofModule {
    private ProofModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Database database = session.database();
        ProofRuns runs = new ProofRuns(database);
        ProofServices services = new ProofServices(runs, new SealTable(database), new WalletProofFile(database));
        ProofAlarm alarm = new ProofAlarm(kit, runs);
        Screen screen = Screen.of(
                        "proof",
                        ProofController.class,
                        () -> new ProofController(kit, new ProofViewModel(kit, services)))
                .including(ProofListsController.class, () -> new ProofListsController(kit))
                .under("nav.money", "fth-check-circle")
                .onlyFor("FINANCE", "ADMIN")
                .counting(alarm.differencesProperty());
        return ScreenModule.of(screen).touredBy(new ProofWalk()).watching(alarm);
    }
}
