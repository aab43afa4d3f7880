package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.ledger.LedgerService;

/// What this screen works with.
///
/// @param role of the signed-in operator
public record TransactionServices(
        LedgerService ledger,
        LedgerHistory history,
        LedgerExplanation explanation,
        EntryExport export,
        OperatorRole role) {}
