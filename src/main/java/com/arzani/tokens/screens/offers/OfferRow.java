package com.arzani.tokens.screens.offers;

import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.ShownPackage;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;

/// One package as the customer sees it.
///
/// @param saving against the first standard package, in words
/// @param list   whether everybody is offered it
record OfferRow(ShownPackage offered, Pence price, String perToken, String saving, String list, Badge popular) {
    static Offer offer(ShownPackage offered) {
        return new Offer(offered.tokens(), offered.bonus(), new Pence(offered.price()));
    }
}
