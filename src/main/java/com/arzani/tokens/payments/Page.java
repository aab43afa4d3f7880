package com.arzani.tokens.payments;

import java.util.List;

/// One page of a list, newest first. The next page starts after the last item's id, as long as there is more.
public record Page<T>(List<T> items, boolean hasMore) {
    /// Items Stripe gives at most at once.
    public static final int ITEMS_MAX = 100;

    public Page {
        items = List.copyOf(items);
    }
}
