package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// An order in the list.
record PurchaseRow(Purchase purchase, Badge state) {
    long id() {
        return purchase.id();
    }

    String order() {
        return Long.toString(purchase.id());
    }

    String customer() {
        return purchase.customer().name();
    }

    String sold() {
        return purchase.sold().packageName();
    }

    Pence price() {
        return purchase.sold().price();
    }

    Pence refunded() {
        return purchase.course().refunded();
    }

    Instant createdAt() {
        return purchase.course().createdAt();
    }
}
