package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.payments.StripeGateway;

/// Stripe as reconciliation needs it: what is read, and who books what it says.
///
/// @param live whether the key is one for real money; payments of the other kind are never credited (R13)
/// @param refunds books one refund's present state
/// @param disputes books one dispute's present state
public record StripeSide(
        StripeGateway gateway,
        StripeBooks books,
        CatalogueSide catalogue,
        Booker refunds,
        Booker disputes,
        boolean live) {}
