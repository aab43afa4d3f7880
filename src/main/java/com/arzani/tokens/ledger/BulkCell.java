package com.arzani.tokens.ledger;

/// What a row of a batch consists of.
public enum BulkCell {
    USER,
    TOKENS,
    REASON,
    NOTE
}
