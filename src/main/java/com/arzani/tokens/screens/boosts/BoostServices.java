package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Boosts;
import java.util.function.Supplier;

/// What the screen asks of the domain.
///
/// @param keys makes operation keys
public record BoostServices(
        Boosts boosts,
        LedgerService ledger,
        Supplier<String> keys,
        Approvals approvals,
        Limits limits,
        BoostEffects effects) {}
