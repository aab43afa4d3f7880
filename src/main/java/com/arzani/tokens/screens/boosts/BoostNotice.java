package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.market.ListingBoost;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.util.List;
import java.util.Objects;

/// Tells what a change did, with a link to what it moved in the ledger, or to the seller if it moved nothing.
record BoostNotice(Kit kit) {
    void tell(BoostedListing shown, boolean end, List<ListingBoost> periods) {
        String words = end
                ? kit.texts()
                        .get(
                                "boosts.ended",
                                Long.toString(shown.businessId()),
                                periods.stream()
                                        .mapToLong(
                                                period -> period.endedTokens().count())
                                        .sum())
                : kit.texts()
                        .get(
                                "boosts.extended",
                                Long.toString(shown.businessId()),
                                kit.times().minute(periods.getFirst().endsAt()));
        Target entry = periods.stream()
                .map(end ? ListingBoost::endedEntryId : ListingBoost::entryId)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Places::entry)
                .orElse(null);
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        words,
                        kit.texts().get(entry == null ? "boosts.show_seller" : "boosts.show_entry"),
                        () -> kit.navigator().open(entry == null ? Places.user(shown.sellerId()) : entry));
    }
}
