package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.stripe.StripeBooksReader;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import java.util.List;

/// Stripe's side for tests in which nobody books refunds and disputes, so that what is found stays found.
public final class StripeSides {
    private StripeSides() {}

    public static StripeSide looking(StripeJavaGateway gateway) {
        return looking(gateway, new StripeBooksReader(gateway));
    }

    static StripeSide looking(StripeGateway gateway, StripeBooks books) {
        return new StripeSide(gateway, books, List::of, refund -> {}, dispute -> {}, false);
    }
}
