package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Optional;

/// Whether a seller may see a listing's premium analytics now.
///
/// @param unlockedUntil  absent when locked
/// @param tokensRequired what an unlock costs
/// @param currentBalance tokens that can be spent
public record AnalyticsAccess(Optional<Instant> unlockedUntil, Tokens tokensRequired, Tokens currentBalance) {}
