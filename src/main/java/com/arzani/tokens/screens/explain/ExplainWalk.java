package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/// Types a wrong moment, explains a balance now and as it was, and follows a lot into one of its spends.
public final class ExplainWalk implements Walk {
    private static final int FIRST_TRIED = 1;
    private static final int LAST_TRIED = 60;

    @Override
    public String screen() {
        return "explain";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.picture("explain-empty");
        // A user whose balance has a story to tell.
        Label balance = guide.find("#balance");
        int user = FIRST_TRIED;
        do {
            guide.type("#user", Integer.toString(user));
            guide.press(KeyCode.ENTER);
            String id = " " + user;
            Label shown = guide.find("#id");
            guide.await("the balance", () -> shown.getText().endsWith(id));
            user++;
        } while (user < LAST_TRIED && (balance.getText().equals("0") || guide.rows("#lots") < 4));
        guide.select("#lots", 1);
        guide.rows("#uses");
        guide.picture("explain");
        guide.fire("#asTable");
        guide.type("#moment", "yesterday");
        guide.press(KeyCode.ENTER);
        guide.picture("explain-refused");
        guide.type("#moment", "1 Aug 2026");
        guide.press(KeyCode.ENTER);
        Label as = guide.find("#as");
        TextField moment = guide.find("#moment");
        guide.await(
                "the past",
                () -> as.getText().contains("August") && !moment.getText().isEmpty());
        guide.picture("explain-past");
    }
}
