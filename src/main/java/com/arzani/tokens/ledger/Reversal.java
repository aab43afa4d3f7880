package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// Takes an entry back.
///
/// @param tokens how many of its tokens, or null for all
public record Reversal(String operationKey, long entryId, Tokens tokens, Adjustment.Reason reason) {}
