package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;

/// What a package gives for which price. All arithmetic is exact: no rounding error of binary fractions reaches a
/// customer.
public record Offer(Tokens tokens, Tokens bonus, Pence price) {
    private static final long PERCENT = 100;

    /// Tokens and bonus together.
    public Tokens total() {
        return tokens.plus(bonus);
    }

    /// The price of one token with the bonus included, in whole pence, half a penny up: as the marketplace shows it.
    public Pence perToken() {
        long total = total().count();
        if (total <= 0) {
            throw new ArithmeticException("an offer of " + total + " tokens has no price per token");
        }
        long doubled = Math.addExact(Math.multiplyExact(2, price.amount()), total);
        return new Pence(Math.floorDiv(doubled, Math.multiplyExact(2, total)));
    }

    /// Whole percent by which a token is cheaper here than in `base`, rounded down, so that no saving is promised that
    /// is not there; negative when it is dearer.
    public long savingPercent(Offer base) {
        long atBasePrice = Math.multiplyExact(total().count(), base.price.amount());
        long here = Math.multiplyExact(price.amount(), base.total().count());
        return Math.floorDiv(Math.multiplyExact(PERCENT, Math.subtractExact(atBasePrice, here)), atBasePrice);
    }
}
