package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What boosts did for listings; docs/analytics.md says how it is counted.
public final class BoostEffects {
    /// Listings of one call.
    public static final int MOST = 200;

    private final Database database;

    public BoostEffects(Database database) {
        this.database = database;
    }

    /// Of each listing that was ever boosted, by its id; in one statement.
    ///
    /// @param listingIds at most 200
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`, `too_many_listings`
    public Map<Long, BoostEffect> of(Collection<Long> listingIds) {
        if (listingIds.isEmpty()) {
            return Map.of();
        }
        Integer[] ids = listingIds.stream().map(Math::toIntExact).toArray(Integer[]::new);
        Map<Long, BoostEffect> effects = new HashMap<>();
        database.read(session -> session.createNativeQuery("SELECT * FROM boost_effects(:ids)", Tuple.class)
                        .setParameter("ids", ids, Integer[].class)
                        .getResultStream()
                        .map(MarketRow::new)
                        .toList())
                .forEach(row -> effects.put(row.number("business_id"), effect(row)));
        return effects;
    }

    private static BoostEffect effect(MarketRow row) {
        return new BoostEffect(
                row.time("began_at"),
                row.time("ended_at"),
                row.count("days"),
                window(row, "before"),
                window(row, "during"),
                row.numberOrNull("views_after") == null ? null : window(row, "after"),
                row.number("few_below"));
    }

    private static BoostEffect.Window window(MarketRow row, String which) {
        return new BoostEffect.Window(row.number("views_" + which), row.number("contacts_" + which));
    }
}
