package com.arzani.tokens.market;

import java.util.List;

/// What the marketplace brings to a database connection.
public final class Market {
    /// The entity classes to register.
    public static final List<Class<?>> ENTITIES =
            List.of(User.class, Business.class, Inquiry.class, ContactLimitation.class, ListingBoost.class);

    private Market() {}
}
