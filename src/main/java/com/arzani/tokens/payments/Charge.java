package com.arzani.tokens.payments;

import java.util.Optional;

/// The charge behind a payment. `refundedPence` is the sum of its refunds that did not fail; the balance entry is
/// absent until Stripe has booked the charge (R18).
public record Charge(String id, long refundedPence, boolean disputed, Optional<BalanceEntry> balanceEntry) {}
