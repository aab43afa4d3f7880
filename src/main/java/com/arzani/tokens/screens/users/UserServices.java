package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.market.BoostEffects;
import com.arzani.tokens.market.Unlocks;
import com.arzani.tokens.market.UserActivity;
import com.arzani.tokens.market.UserDirectory;

/// What the screen asks of the domain.
public record UserServices(
        UserDirectory users,
        UserActivity activity,
        LedgerExplanation lots,
        LedgerHistory history,
        Unlocks unlocks,
        BoostEffects effects) {}
