package com.arzani.tokens.payments.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;

/// A dispute of an order; the dispute desk has the rest.
///
/// @param phase as in `stripe_disputes.phase`
/// @param held tokens held or taken for it
public record PurchaseDispute(String id, Pence amount, String phase, Tokens held) {}
