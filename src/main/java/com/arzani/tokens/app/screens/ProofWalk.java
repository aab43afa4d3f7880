package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// Finance asks for a check of everything and saves a customer's proof file; administrators look.
final class ProofWalk implements Walk {
    @Override
    public String screen() {
        return "proof";
    }

    @Override
    public void walk(Guide guide, String role) {
        Button runFull = guide.find("#runFull");
        Label headline = guide.find("#headline");
        guide.await("the verdict", () -> !headline.getText().isEmpty());
        guide.await("the run under way to end", () -> !runFull.isDisabled());
        if (role.equals("finance")) {
            guide.fire("#runFull");
            guide.await("the run to end", () -> !runFull.isDisabled());
        }
        guide.rows("#runs");
        guide.rows("#seals");
        guide.picture("proof");
        if (role.equals("finance")) {
            guide.type("#user", "nobody");
            guide.picture("proof-file-problem");
            guide.type("#user", "1");
        }
    }
}
