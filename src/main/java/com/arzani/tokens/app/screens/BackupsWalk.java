package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// An administrator backs up, drills what was written, and sees how long it took.
final class BackupsWalk implements Walk {
    @Override
    public String screen() {
        return "backups";
    }

    @Override
    public void walk(Guide guide, String role) {
        Button backUp = guide.find("#backUp");
        Button drill = guide.find("#drill");
        Label headline = guide.find("#headline");
        Label told = guide.find("#told");
        guide.await("how it stands", () -> !headline.getText().isEmpty());
        guide.await("what is under way to end", () -> !backUp.isDisabled());
        guide.fire("#backUp");
        guide.await("the backup to be written", () -> !backUp.isDisabled() && !drill.isDisabled());
        guide.picture("backups-undrilled");
        guide.fire("#drill");
        guide.await(
                "the drill to end", () -> !drill.isDisabled() && told.getText().contains("proved"));
        guide.rows("#backups");
        guide.rows("#drills");
        guide.picture("backups");
    }
}
