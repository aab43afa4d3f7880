package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.ContactedListing;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.market.SentInquiry;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.TimeText;
import java.time.Instant;
import javafx.fxml.FXML;
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
    private KeyTable<OwnListing> listings;

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
        listings.show(model.listings, kit);
        entries.setOnOpen(model::openEntry);
        entries.setOnExplain(model::explain);
        inquiries.setOnOpen(model::openInquiry);
        listings.setOnOpen(model::openBoost);
        tabs.getSelectionModel()
                .selectedIndexProperty()
                .addListener((index, old, now) -> model.tab.set(UserListsViewModel.Tab.values()[now.intValue()]));
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
        Columns.badge(UserListsController.<SentInquiry, Badge>column(inquiries, 2), model.words::inquiryType);
        Columns.tokens(UserListsController.<SentInquiry, Tokens>column(inquiries, 3), SentInquiry::tokensSpent);
        Columns.text(UserListsController.<SentInquiry, String>column(inquiries, 4), model.words::answered);
    }

    private void listingColumns(TimeText times) {
        Columns.id(UserListsController.<OwnListing, String>column(listings, 0), listing -> Long.toString(listing.id()));
        Columns.customerText(UserListsController.<OwnListing, String>column(listings, 1), OwnListing::name);
        Columns.customerText(UserListsController.<OwnListing, String>column(listings, 2), OwnListing::industry);
        Columns.customerText(UserListsController.<OwnListing, String>column(listings, 3), OwnListing::location);
        Columns.badge(UserListsController.<OwnListing, Badge>column(listings, 4), model.words::boost);
        Columns.time(UserListsController.<OwnListing, Instant>column(listings, 5), times, OwnListing::boostedUntil);
        Columns.tokens(UserListsController.<OwnListing, Tokens>column(listings, 6), OwnListing::boostTokensSpent);
    }

    /// The layout's columns in their order; their values' types are set here and nowhere else.
    @SuppressWarnings("unchecked")
    private static <R, V> TableColumn<R, V> column(KeyTable<R> table, int index) {
        return (TableColumn<R, V>) table.getColumns().get(index);
    }
}
