package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.ContactedListing;
import com.arzani.tokens.market.ReceivedInquiry;
import com.arzani.tokens.market.SentInquiry;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.EffectWords;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.TimeText;
import java.time.Instant;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;

/// The tabs under one user's header.
public final class UserListsController {
    @FXML
    private TabPane tabs;

    @FXML
    private KeyTable<LotRow> lots;

    @FXML
    private KeyTable<EntryRow> entries;

    @FXML
    private KeyTable<ContactedListing> contacts;

    @FXML
    private KeyTable<SentInquiry> inquiries;

    @FXML
    private KeyTable<ReceivedInquiry> received;

    @FXML
    private KeyTable<ListingRow> listings;

    @FXML
    private Label why;

    @FXML
    private Hyperlink whyEntry;

    @FXML
    private Hyperlink whyExplain;

    private final Kit kit;
    private final UserListsViewModel model;

    public UserListsController(Kit kit, UserListsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        walletColumns(kit.times());
        contactColumns(kit.times());
        listingColumns(kit.times());
        lots.show(model.lots, kit);
        entries.show(model.entries, kit);
        contacts.show(model.contacts, kit);
        inquiries.show(model.inquiries, kit);
        received.show(model.received, kit);
        listings.show(model.listings, kit);
        entries.setOnOpen(model::openEntry);
        entries.setOnExplain(model::explain);
        inquiries.setOnOpen(model::openInquiry);
        inquiries.setOnExplain(model::explainInquiry);
        received.setOnOpen(model::openBuyer);
        listings.setOnOpen(model::openBoost);
        why();
        tabs.getSelectionModel()
                .selectedIndexProperty()
                .addListener((index, old, now) -> model.tab.set(UserListsViewModel.Tab.values()[now.intValue()]));
    }

    private void why() {
        inquiries.selectedProperty().addListener((value, old, now) -> model.chosen.set(now));
        why.textProperty().bind(model.why);
        var free = Bindings.createBooleanBinding(
                () -> model.chosen.get() == null || model.chosen.get().entryId() == null, model.chosen);
        for (Hyperlink link : List.of(whyEntry, whyExplain)) {
            link.visibleProperty().bind(free.not());
            link.managedProperty().bind(free.not());
        }
        whyEntry.setOnAction(click -> model.openChosen());
        whyExplain.setOnAction(click -> model.explainChosenCharge());
    }

    private void walletColumns(TimeText times) {
        Columns.text(UserListsController.<LotRow, String>column(lots, 0), LotRow::kind);
        Columns.tokens(UserListsController.<LotRow, Tokens>column(lots, 1), LotRow::remaining);
        Columns.tokens(UserListsController.<LotRow, Tokens>column(lots, 2), LotRow::tokens);
        Columns.time(UserListsController.<LotRow, Instant>column(lots, 3), times, LotRow::expiresAt);
        Columns.time(UserListsController.<EntryRow, Instant>column(entries, 0), times, EntryRow::at);
        Columns.text(UserListsController.<EntryRow, String>column(entries, 1), EntryRow::type);
        Columns.movement(UserListsController.<EntryRow, Tokens>column(entries, 2), EntryRow::delta);
        Columns.explained(
                UserListsController.<EntryRow, Tokens>column(entries, 3), EntryRow::balanceAfter, model::explain);
        Columns.customerText(UserListsController.<EntryRow, String>column(entries, 4), EntryRow::note);
    }

    private void contactColumns(TimeText times) {
        Columns.customerText(
                UserListsController.<ContactedListing, String>column(contacts, 0), ContactedListing::businessName);
        Columns.number(UserListsController.<ContactedListing, Long>column(contacts, 1), row -> (long) row.contacts());
        Columns.text(
                UserListsController.<ContactedListing, String>column(contacts, 2),
                row -> kit.texts().get(row.firstWasFree() ? "users.contact.free" : "users.contact.tokens"));
        Columns.tokens(
                UserListsController.<ContactedListing, Tokens>column(contacts, 3), ContactedListing::tokensSpent);
        Columns.time(
                UserListsController.<ContactedListing, Instant>column(contacts, 4),
                times,
                ContactedListing::lastContactAt);
        Columns.time(UserListsController.<SentInquiry, Instant>column(inquiries, 0), times, SentInquiry::createdAt);
        Columns.customerText(UserListsController.<SentInquiry, String>column(inquiries, 1), SentInquiry::businessName);
        Columns.badge(
                UserListsController.<SentInquiry, Badge>column(inquiries, 2),
                sent -> model.words.inquiryType(sent.type()));
        Columns.tokens(UserListsController.<SentInquiry, Tokens>column(inquiries, 3), SentInquiry::tokensSpent);
        Columns.badge(
                UserListsController.<SentInquiry, Badge>column(inquiries, 4),
                sent -> model.inquiryWords.answer(sent.createdAt(), sent.respondedAt()));
        Columns.time(
                UserListsController.<ReceivedInquiry, Instant>column(received, 0), times, ReceivedInquiry::createdAt);
        Columns.customerText(
                UserListsController.<ReceivedInquiry, String>column(received, 1), ReceivedInquiry::businessName);
        Columns.customerText(
                UserListsController.<ReceivedInquiry, String>column(received, 2), ReceivedInquiry::buyerName);
        Columns.badge(
                UserListsController.<ReceivedInquiry, Badge>column(received, 3),
                inquiry -> model.words.inquiryType(inquiry.type()));
        Columns.tokens(UserListsController.<ReceivedInquiry, Tokens>column(received, 4), ReceivedInquiry::tokensSpent);
        Columns.badge(
                UserListsController.<ReceivedInquiry, Badge>column(received, 5),
                inquiry -> model.inquiryWords.answer(inquiry.createdAt(), inquiry.respondedAt()));
        Columns.time(
                UserListsController.<ReceivedInquiry, Instant>column(received, 6), times, ReceivedInquiry::respondedAt);
    }

    private void listingColumns(TimeText times) {
        Columns.id(UserListsController.<ListingRow, String>column(listings, 0), row -> Long.toString(row.id()));
        Columns.customerText(
                UserListsController.<ListingRow, String>column(listings, 1),
                row -> row.listing().name());
        Columns.customerText(
                UserListsController.<ListingRow, String>column(listings, 2),
                row -> row.listing().industry());
        Columns.customerText(
                UserListsController.<ListingRow, String>column(listings, 3),
                row -> row.listing().location());
        Columns.badge(
                UserListsController.<ListingRow, Badge>column(listings, 4), row -> model.words.boost(row.listing()));
        Columns.time(
                UserListsController.<ListingRow, Instant>column(listings, 5),
                times,
                row -> row.listing().boostedUntil());
        Columns.tokens(
                UserListsController.<ListingRow, Tokens>column(listings, 6),
                row -> row.listing().boostTokensSpent());
        EffectWords effects = new EffectWords(kit.texts());
        Columns.text(UserListsController.<ListingRow, String>column(listings, 7), row -> effects.brief(row.effect()));
    }

    /// The layout's columns in their order; their values' types are set here and nowhere else.
    @SuppressWarnings("unchecked")
    private static <R, V> TableColumn<R, V> column(KeyTable<R> table, int index) {
        return (TableColumn<R, V>) table.getColumns().get(index);
    }
}
