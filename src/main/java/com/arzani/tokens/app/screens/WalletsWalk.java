package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;

/// Looks at a wallet, and as support gives it tokens.
final class WalletsWalk implements Walk {
    @Override
    public String screen() {
        return "wallets";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.fire("#filterWithTokens");
        guide.select("#table", 0);
        Labeled balance = guide.find("#balance");
        guide.await("the wallet", () -> !balance.getText().isEmpty());
        guide.picture("wallets");
        if (!role.equals("support")) {
            return;
        }
        guide.type("#amount", "1e3");
        guide.choose("#reason", 0);
        guide.picture("wallets-refused");
        guide.type("#amount", "5");
        guide.type("#note", "The contact form was down on Monday.");
        guide.picture("wallets-grant");
        guide.fire("#post");
        TextField amount = guide.find("#amount");
        guide.await("the grant", () -> amount.getText().isEmpty());
        guide.picture("wallets-granted");
    }
}
