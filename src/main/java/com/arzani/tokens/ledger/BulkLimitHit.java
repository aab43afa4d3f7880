package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;

/// A limit of the signed-in person that rows would pass if all of them were posted.
///
/// @param scope  `single`, `day` or `customer_month`
/// @param left   what of it is not used up; of a customer's month, for the customer who passes it furthest
/// @param tokens what would be moved, as `left` is counted
/// @param hits   how many rows (single, day) or customers (month) pass it
public record BulkLimitHit(String scope, Tokens size, Tokens left, Tokens tokens, long hits) {}
