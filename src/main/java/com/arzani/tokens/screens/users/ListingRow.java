package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.BoostEffect;
import com.arzani.tokens.market.OwnListing;

/// A seller's listing with what its last boost did.
///
/// @param effect null if it was never boosted
record ListingRow(OwnListing listing, BoostEffect effect) {
    long id() {
        return listing.id();
    }
}
