package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// What an entry drew from a lot, or gave back to it when negative.
public record LotUse(LedgerEntry entry, Tokens tokens) {}
