package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkService;
import com.arzani.tokens.ledger.LedgerService;
import java.util.function.Supplier;

/// What the screen needs of the domain.
///
/// @param login who is signed in
/// @param keys  makes batch keys
public record BulkServices(BulkService bulk, LedgerService ledger, String login, Supplier<String> keys) {}
