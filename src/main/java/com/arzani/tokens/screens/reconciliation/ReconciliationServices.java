package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.ReconciliationDesk;

/// What the screen of findings stands on.
///
/// @param mayDecide whether the operator may ask for runs and decide on findings; the database has the last word
public record ReconciliationServices(ReconciliationDesk desk, boolean mayDecide) {}
