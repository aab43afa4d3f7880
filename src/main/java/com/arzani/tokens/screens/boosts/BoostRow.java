package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;

/// A boosted listing as the table shows it.
public record BoostRow(BoostedListing listing, Badge level) {
    static BoostRow of(BoostedListing listing, Texts texts) {
        return new BoostRow(listing, level(listing.level(), listing.running(), texts));
    }

    /// Null for a boost of unknown level.
    static Badge level(int level, boolean running, Texts texts) {
        return level == 0
                ? null
                : new Badge(texts.get("boosts.level", level), running ? Badge.Tone.SUCCESS : Badge.Tone.NEUTRAL);
    }

    long id() {
        return listing.businessId();
    }

    String idText() {
        return Long.toString(listing.businessId());
    }

    String seller() {
        return listing.sellerName();
    }

    String sellerIdText() {
        return Long.toString(listing.sellerId());
    }
}
