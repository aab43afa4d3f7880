package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostPrices;
import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a change would do, before it is done.
///
/// @param untilAfter   null when the boost ends at once
/// @param movement     of the seller's balance: below zero for a price, above for what goes back
/// @param paysDebt     what of it pays the seller's debt and so never reaches the balance
public record BoostPreview(
        Instant untilBefore, Instant untilAfter, Tokens balanceBefore, Tokens movement, Tokens paysDebt) {
    static BoostPreview extension(BoostedListing listing, BoostPrices prices, int days, boolean charge) {
        Tokens price = charge ? prices.of(listing.level(), days) : Tokens.ZERO;
        return new BoostPreview(
                listing.until(),
                listing.until().plus(days, ChronoUnit.DAYS),
                listing.sellerBalance(),
                price.negated(),
                Tokens.ZERO);
    }

    static BoostPreview end(BoostedListing listing, Tokens unused) {
        Tokens paysDebt =
                new Tokens(Math.min(unused.count(), listing.sellerOwed().count()));
        return new BoostPreview(listing.until(), null, listing.sellerBalance(), unused, paysDebt);
    }

    Tokens balanceAfter() {
        return balanceBefore.plus(movement).minus(paysDebt);
    }

    /// The seller cannot pay.
    boolean lacksTokens() {
        return balanceAfter().count() < 0;
    }
}
