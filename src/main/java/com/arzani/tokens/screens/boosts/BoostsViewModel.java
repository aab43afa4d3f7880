package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostCounts;
import com.arzani.tokens.market.BoostTab;
import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.market.MarketKey;
import com.arzani.tokens.market.MarketPage;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The lists of boosted listings, and which one is open.
public final class BoostsViewModel {
    private static final String TAB = "tab";

    final ObjectProperty<BoostTab> tab = new SimpleObjectProperty<>(BoostTab.RUNNING);
    final ObjectProperty<BoostCounts> counts = new SimpleObjectProperty<>();
    final ObjectProperty<BoostRow> selected = new SimpleObjectProperty<>();
    final KeyList<BoostRow, MarketKey> rows;

    private final Kit kit;
    private final BoostServices services;
    private final BoostDetailViewModel detail;
    private final Channel counting;

    public BoostsViewModel(Kit kit, BoostServices services, BoostDetailViewModel detail) {
        this.kit = kit;
        this.services = services;
        this.detail = detail;
        rows = new KeyList<>(kit.tasks().latest("boosts.rows"), kit.failures(), BoostRow::id);
        counting = kit.tasks().latest("boosts.counts");
        tab.addListener((value, old, now) -> load());
        selected.addListener((value, old, row) -> {
            if (row != null && row.id() != detail.listingId()) {
                detail.open(row.id());
                replacePlace();
            }
        });
        detail.onChanged(this::changed);
    }

    /// Shows a tab, and one listing if the target names it.
    void show(Target target) {
        BoostTab asked = target.value(TAB).map(BoostsViewModel::tab).orElse(tab.get());
        if (asked == tab.get()) {
            load();
        } else {
            tab.set(asked);
        }
        target.number(Places.LISTING).ifPresent(detail::open);
    }

    private static BoostTab tab(String name) {
        for (BoostTab candidate : BoostTab.values()) {
            if (candidate.name().equalsIgnoreCase(name)) {
                return candidate;
            }
        }
        return BoostTab.RUNNING;
    }

    private void load() {
        BoostTab shown = tab.get();
        replacePlace();
        rows.load((after, rowsMax) -> page(services.boosts().page(shown, after, rowsMax)));
        count();
    }

    private Page<BoostRow, MarketKey> page(MarketPage<BoostedListing, MarketKey> page) {
        return Page.of(
                page.rows().stream()
                        .map(listing -> BoostRow.of(listing, kit.texts()))
                        .toList(),
                page.next());
    }

    /// The numbers on the tabs; without them the tabs still work.
    void count() {
        counting.runUntilAvailable(() -> services.boosts().counts(), counts::set, thrown -> counts.set(null));
    }

    /// The words on a tab, with its number when it is known.
    String title(BoostTab of) {
        String words = kit.texts().get("boosts.tab." + of.name().toLowerCase(Locale.ROOT));
        if (counts.get() == null) {
            return words;
        }
        int count = counts.get().of(of);
        return kit.texts()
                .get(
                        count < BoostCounts.MOST ? "boosts.tab.count" : "boosts.tab.count.more",
                        words,
                        Digits.grouped(count));
    }

    /// A row as it is after a change; a boost that has ended leaves the list it was in.
    private void changed(BoostedListing listing) {
        boolean stays = listing.running() == (tab.get() != BoostTab.ENDED);
        if (!stays || !rows.replace(BoostRow.of(listing, kit.texts()))) {
            rows.refresh(0);
        }
        count();
    }

    private void replacePlace() {
        Target place = Places.boosts().with(TAB, tab.get().name().toLowerCase(Locale.ROOT));
        kit.navigator().replace(detail.listingId() > 0 ? place.with(Places.LISTING, detail.listingId()) : place);
    }

    void leave() {
        counting.cancel();
        detail.leave();
    }
}
