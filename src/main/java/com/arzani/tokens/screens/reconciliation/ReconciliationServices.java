package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.ReconciliationDesk;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import java.util.Optional;

/// What the screen works with.
///
/// @param schedule runs of this process; empty if they are made elsewhere
/// @param mayDecide whether the operator may run it and decide on findings; the database checks it again
public record ReconciliationServices(
        ReconciliationDesk desk, Optional<ReconciliationSchedule> schedule, boolean mayDecide) {}
