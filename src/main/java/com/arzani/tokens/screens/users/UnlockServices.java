package com.arzani.tokens.screens.users;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.market.Unlocks;
import com.arzani.tokens.market.UserActivity;
import java.util.function.Supplier;

/// What the panel of accesses asks of the domain.
///
/// @param keys makes operation keys
public record UnlockServices(
        Unlocks unlocks,
        UserActivity activity,
        LedgerService ledger,
        Approvals approvals,
        Limits limits,
        Supplier<String> keys) {}
