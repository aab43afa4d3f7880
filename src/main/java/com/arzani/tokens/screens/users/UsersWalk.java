package com.arzani.tokens.screens.users;

import com.arzani.tokens.ui.Walk;
import javafx.scene.control.TabPane;

/// The tour of the users: search, a customer's wallet, contacts and listings, and the form of a reveal.
public final class UsersWalk implements Walk {
    @Override
    public String screen() {
        return "users";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#table");
        guide.picture("users-" + role + "-list");
        guide.type("#search", "an");
        guide.rows("#table");
        guide.select("#table", 0);
        guide.await(
                "the customer", () -> guide.<javafx.scene.Node>find("#content").isVisible());
        guide.rows("#entries");
        guide.picture("users-" + role + "-wallet");
        openTab(guide, 1, "#contacts");
        guide.picture("users-" + role + "-contacts");
        openTab(guide, 2, "#listings");
        guide.picture("users-" + role + "-listings");
        if (guide.shows("#ask")) {
            guide.fire("#ask");
            guide.type("#reason", "Calls back about a refund");
            guide.picture("users-" + role + "-reveal");
            guide.fire("#cancel");
        }
    }

    private static void openTab(Guide guide, int index, String list) {
        TabPane tabs = guide.find("#tabs");
        guide.await("tab " + index, () -> {
            tabs.getSelectionModel().select(index);
            return true;
        });
        guide.rows(list);
    }
}
