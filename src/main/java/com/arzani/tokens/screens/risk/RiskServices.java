package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskDesk;
import java.util.function.Supplier;

/// What the screen works with.
///
/// @param keys    makes operation keys
/// @param decides whether the role releases and blocks; the database checks it again
/// @param refunds whether it sends money back
public record RiskServices(RiskDesk desk, Supplier<String> keys, boolean decides, boolean refunds) {}
