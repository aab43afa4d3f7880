package com.arzani.tokens.demonstration;

import java.util.ArrayDeque;
import java.util.Deque;

/// Stripe's side of the most recent sales, in bounded memory.
final class StripePast {
    private static final int SALES_MOST = 20_000;

    private final Deque<PastSale> sales = new ArrayDeque<>();

    PastSale add(PastSale sale) {
        sales.addLast(sale);
        if (sales.size() > SALES_MOST) {
            sales.removeFirst();
        }
        return sale;
    }
}
