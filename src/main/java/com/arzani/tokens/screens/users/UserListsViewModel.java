package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryKey;
import com.arzani.tokens.ledger.EntryPage;
import com.arzani.tokens.market.ContactedListing;
import com.arzani.tokens.market.MarketKey;
import com.arzani.tokens.market.MarketPage;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.market.SentInquiry;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The lists under one user's header. A tab is read when it is looked at.
public final class UserListsViewModel {
    final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(Tab.WALLET);
    final KeyList<LotRow, Long> lots;
    final KeyList<EntryRow, EntryKey> entries;
    final KeyList<ContactedListing, MarketKey> contacts;
    final KeyList<SentInquiry, MarketKey> inquiries;
    final KeyList<OwnListing, Long> listings;
    final UserWords words;

    private final Kit kit;
    private final UserServices services;
    private final Set<Tab> read = EnumSet.noneOf(Tab.class);
    private long userId;

    /// The tabs in their order.
    enum Tab {
        WALLET,
        CONTACTS,
        LISTINGS
    }

    public UserListsViewModel(Kit kit, UserServices services) {
        this.kit = kit;
        this.services = services;
        words = new UserWords(kit.texts(), kit.times());
        lots = list("lots", LotRow::id);
        entries = list("entries", EntryRow::id);
        contacts = list("contacts", ContactedListing::id);
        inquiries = list("inquiries", SentInquiry::id);
        listings = list("listings", OwnListing::id);
        tab.addListener((value, old, now) -> readShown());
    }

    private <R, K> KeyList<R, K> list(String name, Function<R, ?> identity) {
        return new KeyList<>(kit.tasks().latest("users." + name), kit.failures(), identity);
    }

    void open(long id) {
        userId = id;
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
            case LISTINGS ->
                listings.load((after, rowsMax) -> page(services.activity().listings(user, after, rowsMax)));
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

    void openBoost(OwnListing listing) {
        kit.navigator().open(Places.boost(listing.id()));
    }

    /// Opens the entry that paid for an inquiry; a free one has none.
    void openInquiry(SentInquiry inquiry) {
        if (inquiry.entryId() != null) {
            kit.navigator().open(Places.entry(inquiry.entryId()));
        }
    }
}
