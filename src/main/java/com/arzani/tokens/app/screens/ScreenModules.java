package com.arzani.tokens.app.screens;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every screen of the console, in the order of the navigation; those of one group stand together. Each has a class of
/// its own beside this one, named `<Name>Module`, with `static ScreenModule of(ConsoleSession)`; here it has one line.
/// The
/// simulator's stands last, and only where Stripe is simulated.
public final class ScreenModules {
    private static final List<Function<ConsoleSession, ScreenModule>> ALL = List.of(
            UsersModule::of,
            WalletsModule::of,
            ExplainModule::of,
            BulkModule::of,
            ApprovalsModule::of,
            TransactionsModule::of,
            PurchasesModule::of,
            ReconciliationModule::of,
            TieoutModule::of,
            DisputesModule::of,
            RiskModule::of,
            StripeEventsModule::of,
            ProofModule::of,
            SalesModule::of,
            EconomyModule::of,
            PackagesModule::of,
            BoostsModule::of,
            ExperimentsModule::of,
            OffersModule::of,
            FlagsModule::of,
            AuditModule::of,
            OperatorsModule::of,
            BackupsModule::of);

    private ScreenModules() {}

    /// The screens this operator's role sees.
    public static List<ScreenModule> of(ConsoleSession session) {
        String role = session.database().operator().role().name();
        Stream<ScreenModule> everywhere = ALL.stream().map(module -> module.apply(session));
        Stream<ScreenModule> demonstration =
                session.simulator().map(desk -> SimulatorModule.of(session, desk)).stream();
        return Stream.concat(everywhere, demonstration)
                .filter(module -> module.screen().visibleTo(role))
                .toList();
    }
}
