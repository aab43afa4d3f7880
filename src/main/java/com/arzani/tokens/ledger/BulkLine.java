package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// One row of a batch: a grant to one customer or a take.
///
/// @param row    its number in the batch, from 1; part of its operation key
/// @param tokens more than zero
public record BulkLine(int row, long userId, Direction direction, Tokens tokens, Adjustment.Reason reason) {}
