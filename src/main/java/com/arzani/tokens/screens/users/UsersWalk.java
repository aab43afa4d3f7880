package com.arzani.tokens.screens.users;

import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;

/// The tour of the users: search, a customer's wallet, contacts and listings, and the form of a reveal.
public final class UsersWalk implements Walk {
    private static final String SOUGHT = "an";
    private static final int SEEN = 40;
    /// One of the first sellers, who has some listings; few e-mails have this number.
    private static final long SELLER = 303;

    @Override
    public String screen() {
        return "users";
    }

    @Override
    public void walk(Guide guide, String role) {
        guide.rows("#table");
        guide.picture("users-" + role + "-list");
        guide.type("#search", "nobody is called this");
        KeyTable<?> table = guide.find("#table");
        guide.await("an empty list", () -> table.table().getItems().isEmpty());
        guide.rows("#table");
        guide.picture("users-" + role + "-none");
        search(guide);
        open(guide, row -> row.freeContacts().startsWith("1"));
        guide.rows("#lots");
        guide.rows("#entries");
        guide.picture("users-" + role + "-wallet");
        openTab(guide, 1, "#contacts");
        if (guide.rows("#inquiries") > 0) {
            guide.select("#inquiries", 0);
        }
        guide.picture("users-" + role + "-contacts");
        guide.type("#search", Long.toString(SELLER));
        KeyTable<UserRow> sellers = guide.find("#table");
        guide.await("the seller", () -> first(sellers).stream().anyMatch(row -> row.id() == SELLER));
        open(guide, row -> row.id() == SELLER);
        openTab(guide, 2, "#received");
        guide.picture("users-" + role + "-received");
        openTab(guide, 3, "#listings");
        guide.picture("users-" + role + "-listings");
        access(guide, role);
        if (guide.shows("#askBlock")) {
            guide.fire("#askBlock");
            guide.type("#blockReason", "The card was reported stolen");
            guide.picture("users-" + role + "-block");
            guide.fire("#closeBlock");
        }
        if (guide.shows("#ask")) {
            guide.fire("#ask");
            guide.type("#reason", "Calls back about a refund");
            guide.picture("users-" + role + "-reveal");
            guide.fire("#cancel");
        }
        if (guide.shows("#newCheckout")) {
            checkout(guide, role);
        }
    }

    /// Access to analytics: what there is, and the form that gives some.
    private static void access(Guide guide, String role) {
        openTab(guide, 4, "#unlocks");
        guide.picture("users-" + role + "-access");
        guide.fire("#giveAccess");
        ComboBox<?> reasons = guide.find("#unlockReason");
        guide.await("the reasons", () -> !reasons.getItems().isEmpty());
        guide.choose("#unlockReason", 0);
        guide.type("#unlockNote", "The figures were away for a day");
        guide.picture("users-" + role + "-access-give");
        guide.fire("#closeUnlock");
    }

    /// Support's way to a link: the offer, and the link once Stripe made it.
    private static void checkout(Guide guide, String role) {
        guide.fire("#newCheckout");
        Button create = guide.find("#createCheckout");
        guide.await("the offers", () -> !create.isDisabled());
        guide.picture("users-" + role + "-checkout");
        guide.fire("#createCheckout");
        TextField url = guide.find("#checkoutUrl");
        guide.await("the link", () -> !url.getText().isEmpty());
        guide.picture("users-" + role + "-checkout-link");
        guide.fire("#closeCheckout");
    }

    /// Types, and waits for the answer to what was typed: until then the rows are those from before.
    private static void search(Guide guide) {
        guide.type("#search", SOUGHT);
        KeyTable<UserRow> table = guide.find("#table");
        guide.await(
                "the answer of the search",
                () -> first(table).stream()
                        .allMatch(row -> row.name().toLowerCase(Locale.ROOT).contains(SOUGHT)));
    }

    /// Opens the first user of whom there is something to see, else the first.
    private static void open(Guide guide, Predicate<UserRow> interesting) {
        KeyTable<UserRow> table = guide.find("#table");
        List<UserRow> found = new ArrayList<>();
        guide.await("the rows", () -> found.addAll(first(table)));
        int row = IntStream.range(0, found.size())
                .filter(index -> interesting.test(found.get(index)))
                .findFirst()
                .orElse(0);
        guide.select("#table", row);
        Label id = guide.find("#idText");
        guide.await(
                "the header", () -> id.getText().endsWith(" " + found.get(row).id()));
    }

    private static List<UserRow> first(KeyTable<UserRow> table) {
        List<UserRow> rows = table.table().getItems();
        return List.copyOf(rows.subList(0, Math.min(SEEN, rows.size())));
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
