package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.screens.EffectWords;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One listing's boost with its periods; the form changes the listing shown here and no other.
public final class BoostDetailViewModel {
    final ObjectProperty<BoostedListing> listing = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    /// What the listing's last boost did, in words; empty until it is known.
    final StringProperty effect = new SimpleStringProperty("");
    final StringProperty emptyTitle = new SimpleStringProperty();
    final StringProperty emptyText = new SimpleStringProperty();
    final KeyList<PeriodRow, Long> periods;

    private final Kit kit;
    private final BoostServices services;
    private final BoostFormViewModel form;
    private final Channel reading;
    private final Channel comparing;
    private Consumer<BoostedListing> onChanged = changed -> {};
    private long listingId;

    public BoostDetailViewModel(Kit kit, BoostServices services, BoostFormViewModel form) {
        this.kit = kit;
        this.services = services;
        this.form = form;
        reading = kit.tasks().latest("boosts.listing");
        comparing = kit.tasks().latest("boosts.effect");
        periods = new KeyList<>(kit.tasks().latest("boosts.periods"), kit.failures(), PeriodRow::id);
        emptyTitle.set(kit.texts().get("boosts.detail.none"));
        emptyText.set(kit.texts().get("boosts.detail.none.text"));
        form.onOutcome(this::readAgain);
    }

    /// @param action told of a listing once a change of it is done
    void onChanged(Consumer<BoostedListing> action) {
        onChanged = action;
    }

    /// The open listing; 0 for none.
    long listingId() {
        return listingId;
    }

    void open(long id) {
        listingId = id;
        listing.set(null);
        effect.set("");
        form.show(null);
        refresh();
    }

    void refresh() {
        if (listingId > 0) {
            read(listingId, found -> {});
        }
    }

    /// Something was changed, or was refused because the listing is not what was shown.
    private void readAgain(long id) {
        if (id == listingId) {
            read(id, onChanged);
        }
    }

    private void read(long id, Consumer<BoostedListing> then) {
        reading.runUntilAvailable(
                () -> services.boosts().listing(id),
                found -> {
                    apply(id, found);
                    found.ifPresent(then);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
        comparing.runUntilAvailable(
                () -> services.effects().of(List.of(id)).get(id),
                found -> effect.set(new EffectWords(kit.texts()).whole(found)),
                thrown -> effect.set(""));
        periods.load((after, rowsMax) -> Page.of(
                services.boosts().periods(id).stream()
                        .map(period -> PeriodRow.of(period, kit.texts()))
                        .toList(),
                null));
    }

    private void apply(long id, Optional<BoostedListing> found) {
        failure.set(null);
        listing.set(found.orElse(null));
        form.show(found.orElse(null));
        if (found.isEmpty()) {
            emptyTitle.set(kit.texts().get("boosts.detail.missing", Long.toString(id)));
            emptyText.set(kit.texts().get("boosts.detail.missing.text"));
        }
    }

    void copyId() {
        kit.desktop().copy(Long.toString(listingId));
        kit.notices().tell(Severity.INFO, kit.texts().get("boosts.copied", Long.toString(listingId)));
    }

    void openSeller() {
        kit.navigator().open(Places.user(listing.get().sellerId()));
    }

    void openWallet() {
        kit.navigator().open(Places.wallet(listing.get().sellerId()));
    }

    /// Opens what a period moved in the ledger; a free one moved nothing.
    void openEntry(PeriodRow period) {
        if (period.entryId() != null) {
            kit.navigator().open(Places.entry(period.entryId()));
        }
    }

    void leave() {
        reading.cancel();
        comparing.cancel();
        form.leave();
    }
}
