package com.arzani.tokens.app.screens;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Kit;
import java.net.URI;
import java.util.Optional;

/// What the screens of one sign-in are made of.
///
/// @param reconciliation the background runs of this process; empty with a company's database, where the service has
/// them
/// @param simulator the simulated Stripe; empty with a company's database or with Stripe's own key
/// @param website a page that stands for the marketplace's own, where there is a simulator
public record ConsoleSession(
        Kit kit,
        Database database,
        Activities activities,
        Optional<ReconciliationSchedule> reconciliation,
        Optional<SimulatorDesk> simulator,
        Optional<URI> website) {}
