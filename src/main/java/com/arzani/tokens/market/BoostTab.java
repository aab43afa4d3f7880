package com.arzani.tokens.market;

/// Which boosted listings a list shows, by the database's clock (T20).
public enum BoostTab {
    /// In force, the first to end first.
    RUNNING("b.is_boosted AND b.boosted_until > (SELECT ledger_now())", true),

    /// In force and ending within 7 days, the first to end first.
    ENDING(
            "b.is_boosted AND b.boosted_until > (SELECT ledger_now())"
                    + " AND b.boosted_until <= (SELECT ledger_now()) + interval '7 days'",
            true),

    /// Over, the last to end first.
    ENDED("b.boosted_until <= (SELECT ledger_now())", false);

    // The clock stands in a subquery of its own: it is asked once and can bound an index scan, which a bare volatile
    // function cannot.
    private final String condition;
    private final boolean soonestFirst;

    BoostTab(String condition, boolean soonestFirst) {
        this.condition = condition;
        this.soonestFirst = soonestFirst;
    }

    String condition() {
        return condition;
    }

    String key() {
        return "(b.boosted_until, b.id) " + (soonestFirst ? ">" : "<") + " (:at, :id)";
    }

    String order() {
        return soonestFirst ? "b.boosted_until, b.id" : "b.boosted_until DESC, b.id DESC";
    }

    MarketKey start() {
        return soonestFirst ? MarketKey.FIRST : MarketKey.LAST;
    }
}
