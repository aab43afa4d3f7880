package com.arzani.tokens.approval;

import com.arzani.tokens.money.Tokens;

/// The limit that a step would pass.
///
/// @param left what of it is not used up
public record LimitHit(LimitScope scope, Tokens size, Tokens left) {}
