package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryKey;
import com.arzani.tokens.ledger.EntryPage;
import com.arzani.tokens.market.BoostEffect;
import com.arzani.tokens.market.ContactedListing;
import com.arzani.tokens.market.MarketKey;
import com.arzani.tokens.market.MarketPage;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.market.ReceivedInquiry;
import com.arzani.tokens.market.SentInquiry;
import com.arzani.tokens.market.Unlock;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The lists under one user's header. A tab is read when it is looked at.
public final class UserListsViewModel {
    final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(Tab.WALLET);
    final KeyList<LotRow, Long> lots;
    final KeyList<EntryRow, EntryKey> entries;
    final KeyList<ContactedListing, MarketKey> contacts;
    final KeyList<SentInquiry, MarketKey> inquiries;
    final KeyList<ReceivedInquiry, MarketKey> received;
    final KeyList<ListingRow, Long> listings;
    final KeyList<Unlock, MarketKey> unlocks;
    /// Why the chosen inquiry cost what it did, and whether it was answered.
    final StringProperty why = new SimpleStringProperty();
    final ObjectProperty<SentInquiry> chosen = new SimpleObjectProperty<>();
    final UserWords words;
    final InquiryWords inquiryWords;

    private final Kit kit;
    private final UserServices services;
    private final Set<Tab> read = EnumSet.noneOf(Tab.class);
    private long userId;

    /// The tabs in their order.
    enum Tab {
        WALLET,
        CONTACTS,
        RECEIVED,
        LISTINGS,
        ACCESS
    }

    public UserListsViewModel(Kit kit, UserServices services) {
        this.kit = kit;
        this.services = services;
        words = new UserWords(kit.texts(), kit.times());
        lots = list("lots", LotRow::id);
        entries = list("entries", EntryRow::id);
        contacts = list("contacts", ContactedListing::id);
        inquiries = list("inquiries", SentInquiry::id);
        received = list("received", ReceivedInquiry::id);
        listings = list("listings", ListingRow::id);
        unlocks = list("unlocks", Unlock::id);
        inquiryWords = new InquiryWords(kit, words);
        chosen.addListener((value, old, now) -> explainChosen());
        explainChosen();
        tab.addListener((value, old, now) -> readShown());
    }

    private <R, K> KeyList<R, K> list(String name, Function<R, ?> identity) {
        return new KeyList<>(kit.tasks().latest("users." + name), kit.failures(), identity);
    }

    void open(long id) {
        userId = id;
        chosen.set(null);
        read.clear();
    }

    /// Reads what is shown; the other tabs when they are looked at.
    void refresh() {
        read.clear();
        readShown();
    }

    private void readShown() {
        if (userId == 0 || !read.add(tab.get())) {
            return;
        }
        long user = userId;
        switch (tab.get()) {
            case WALLET -> {
                lots.load((after, rowsMax) -> openLots(user));
                entries.load((before, rowsMax) ->
                        entries(services.history().page(EntryFilter.ofUser(user), before, rowsMax)));
            }
            case CONTACTS -> {
                contacts.load((after, rowsMax) -> page(services.activity().contacts(user, after, rowsMax)));
                inquiries.load((after, rowsMax) -> page(services.activity().inquiries(user, after, rowsMax)));
            }
            case RECEIVED ->
                received.load((after, rowsMax) -> page(services.activity().received(user, after, rowsMax)));
            case LISTINGS -> listings.load((after, rowsMax) -> listings(user, after, rowsMax));
            case ACCESS ->
                unlocks.load((after, rowsMax) -> page(services.unlocks().page(user, after, rowsMax)));
        }
    }

    /// A page of listings with what their boosts did, in one statement more.
    private Page<ListingRow, Long> listings(long user, Long after, int rowsMax) {
        MarketPage<OwnListing, Long> page = services.activity().listings(user, after, rowsMax);
        Map<Long, BoostEffect> effects = services.effects()
                .of(page.rows().stream()
                        .filter(listing -> listing.boostedUntil() != null)
                        .map(OwnListing::id)
                        .toList());
        return Page.of(
                page.rows().stream()
                        .map(listing -> new ListingRow(listing, effects.get(listing.id())))
                        .toList(),
                page.next());
    }

    private void explainChosen() {
        SentInquiry inquiry = chosen.get();
        why.set(
                inquiry == null
                        ? kit.texts().get("users.why.none")
                        : inquiryWords.why(inquiry)
                                + " "
                                + inquiryWords.answered(inquiry.createdAt(), inquiry.respondedAt()));
    }

    /// Opens what the chosen inquiry was paid with.
    void openChosen() {
        openInquiry(chosen.get());
    }

    /// Tells which tokens paid for an inquiry.
    void explainInquiry(SentInquiry inquiry) {
        if (inquiry.entryId() != null) {
            kit.navigator().open(Places.charge(inquiry.entryId()));
        }
    }

    void explainChosenCharge() {
        explainInquiry(chosen.get());
    }

    void openBuyer(ReceivedInquiry inquiry) {
        if (inquiry.buyerId() != null) {
            kit.navigator().open(Places.user(inquiry.buyerId()));
        }
    }

    /// Opens what a period moved last in the ledger; a gift moved nothing.
    void openUnlock(Unlock unlock) {
        Long entry = unlock.revoked() != null && unlock.revoked().entryId() != null
                ? unlock.revoked().entryId()
                : unlock.entryId();
        if (entry != null) {
            kit.navigator().open(Places.entry(entry));
        }
    }

    private Page<LotRow, Long> openLots(long user) {
        List<LotRow> rows = services.lots().openLots(user).stream()
                .map(lot -> LotRow.of(lot, words))
                .toList();
        return Page.of(rows, null);
    }

    private Page<EntryRow, EntryKey> entries(EntryPage page) {
        List<EntryRow> rows =
                page.rows().stream().map(entry -> EntryRow.of(entry, words)).toList();
        String until = page.stoppedEarly() ? kit.times().day(page.lookedBackTo()) : "";
        return new Page<>(rows, page.next(), until);
    }

    private static <R, K> Page<R, K> page(MarketPage<R, K> page) {
        return Page.of(page.rows(), page.next());
    }

    void openEntry(EntryRow entry) {
        kit.navigator().open(Places.entry(entry.id()));
    }

    /// Tells how the balance came about that an entry left.
    void explain(EntryRow entry) {
        kit.navigator().open(Places.balanceAfter(userId, entry.id()));
    }

    void openBoost(ListingRow listing) {
        kit.navigator().open(Places.boost(listing.id()));
    }

    /// Opens the entry that paid for an inquiry; a free one has none.
    void openInquiry(SentInquiry inquiry) {
        if (inquiry.entryId() != null) {
            kit.navigator().open(Places.entry(inquiry.entryId()));
        }
    }
}
