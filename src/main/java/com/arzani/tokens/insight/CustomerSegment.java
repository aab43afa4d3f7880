package com.arzani.tokens.insight;

import java.util.List;
import java.util.Locale;

/// Kinds of customers by what they did last; a purchase or a spend is an activity, and a day is 24 hours. Each customer
/// is in exactly one of the first five (docs/kpis.md); the heaviest tenth is a part of the new and active ones.
public enum CustomerSegment {
    /// Neither bought nor spent.
    REGISTERED,
    /// First active less than 30 days ago.
    NEW,
    /// Active within the last 60 days, and first before the last 30.
    ACTIVE,
    /// Last active 60 days ago or longer.
    SLEEPING,
    /// Last active 180 days ago or longer.
    LAPSED,
    /// Spent at least as much as the last of the heaviest tenth, rounded up, of the new and active ones who spent.
    HEAVIEST;

    /// Those that divide all customers among them.
    public static final List<CustomerSegment> EXCLUSIVE = List.of(REGISTERED, NEW, ACTIVE, SLEEPING, LAPSED);

    /// As the database calls it.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CustomerSegment of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
