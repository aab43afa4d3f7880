package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplainer;
import com.arzani.tokens.ledger.ChargeExplainer;

/// What this screen works with.
public record ExplainServices(BalanceExplainer balances, ChargeExplainer charges) {}
