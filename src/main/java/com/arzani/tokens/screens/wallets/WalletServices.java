package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.WalletDirectory;
import java.util.function.Supplier;

/// What this screen works with.
///
/// @param role of the signed-in operator
/// @param keys makes operation keys
/// @param second who is asked for what passes a limit
public record WalletServices(
        LedgerService ledger,
        LedgerExplanation explanation,
        WalletDirectory directory,
        OperatorRole role,
        Supplier<String> keys,
        SecondPerson second) {}
