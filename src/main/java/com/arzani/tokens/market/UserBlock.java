package com.arzani.tokens.market;

import java.time.Instant;

/// A block in force: the user may neither buy nor spend on the marketplace.
public record UserBlock(String by, Instant at, String reason) {}
