package com.arzani.tokens.app.screens;

import com.arzani.tokens.backup.Backups;
import com.arzani.tokens.screens.backups.BackupDrillsController;
import com.arzani.tokens.screens.backups.BackupsController;
import com.arzani.tokens.screens.backups.BackupsViewModel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Screen;

/// Backups: administrators alone, since a backup holds everything.
final class BackupsModule {
    private BackupsModule() {}

    static ScreenModule of(ConsoleSession session) {
        Kit kit = session.kit();
        Backups backups = new Backups(session.database());
        Screen screen = Screen.of(
                        "backups",
                        BackupsController.class,
                        () -> new BackupsController(kit, new BackupsViewModel(kit, backups)))
                .including(BackupDrillsController.class, () -> new BackupDrillsController(kit))
                .under("nav.administration", "fth-archive")
                .onlyFor("ADMIN");
        return ScreenModule.of(screen).touredBy(new BackupsWalk());
    }
}
