package com.arzani.tokens.payments;

/// A movement on our Stripe balance; `netPence` is always `amountPence - feePence`.
public record BalanceEntry(String id, long amountPence, long feePence, long netPence) {}
