package com.arzani.tokens.insight;

import com.arzani.tokens.money.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a group of customers holds and did, altogether. Each user counts once, whatever they did (T18).
///
/// @param bought tokens of purchases, bonus not counted (T10)
/// @param spent  tokens, less what was given back
public record Behaviour(long users, long balance, long bought, long spent, long contacts) {
    static final Behaviour NONE = new Behaviour(0, 0, 0, 0, 0);

    Behaviour plus(Behaviour other) {
        return new Behaviour(
                users + other.users,
                balance + other.balance,
                bought + other.bought,
                spent + other.spent,
                contacts + other.contacts);
    }

    public Tokens held() {
        return new Tokens(balance);
    }

    /// Of the group's users, whether or not they hold anything; null for an empty group.
    public BigDecimal averageBalance() {
        return average(balance);
    }

    public BigDecimal averageBought() {
        return average(bought);
    }

    public BigDecimal averageSpent() {
        return average(spent);
    }

    public BigDecimal averageContacts() {
        return average(contacts);
    }

    private BigDecimal average(long sum) {
        return users == 0 ? null : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(users), 2, RoundingMode.HALF_UP);
    }
}
