package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import java.math.BigInteger;

/// What one group did from each user's first showing on, in numbers.
///
/// @param weight relative to the other groups
public record GroupResult(String group, int weight, People people, Sales sales, Refunds refunds) {
    /// @param exposed    who was shown the group's packages
    /// @param buyers     of these, who paid an order
    /// @param contacting of these, who wrote to a seller
    public record People(long exposed, long buyers, long contacting) {}

    /// @param revenue as paid, before refunds
    /// @param squares the sum of each user's revenue squared, in pence squared
    public record Sales(long purchases, Pence revenue, BigInteger squares) {}

    /// @param purchases that went back, in whole or part
    public record Refunds(long purchases, Pence amount) {}
}
