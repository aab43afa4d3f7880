package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.StripeBooks;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// The stages of a run in their order, and how far it came saved behind each page.
final class RunStages {
    private final Database database;
    private final StripeBooks books;
    private final Map<Run.Stage, StageWork> stages = new EnumMap<>(Run.Stage.class);

    RunStages(Database database, StripeSide side) {
        this.database = database;
        this.books = side.books();
        Tools tools = Tools.of(database, side);
        Examination examination = new Examination(tools);
        PaymentReading reading = new PaymentReading(tools, examination);
        Payouts payouts = new Payouts(tools);
        stages.put(Run.Stage.PAYMENTS, new PaymentStage(tools, examination, reading));
        stages.put(Run.Stage.REFUNDS, new RefundStage(tools, reading));
        stages.put(Run.Stage.DISPUTES, new DisputeStage(tools, reading));
        stages.put(Run.Stage.WATCHED, new WatchedStage(tools, reading, payouts));
        stages.put(Run.Stage.MOVEMENTS, new MovementStage(tools, reading, payouts));
        stages.put(Run.Stage.PAYOUTS, new PayoutStage(tools, payouts));
        stages.put(Run.Stage.EVENTS, new EventStage(tools, side.live()));
        stages.put(Run.Stage.INBOX, new InboxStage(tools, side.live()));
        stages.put(Run.Stage.CATALOGUE, new CatalogueStage(tools, side.catalogue()));
        stages.put(Run.Stage.WALLETS, new WalletStage(tools));
        stages.put(Run.Stage.OPEN_FINDINGS, new FindingStage(tools, examination, payouts));
    }

    /// Does one page and saves it. Cancelled in the midst of it, the run stays where it was: what was found so far is
    /// found again.
    Run next(Run run, BooleanSupplier cancelled) {
        Optional<StageWork.Done> done = stages.get(run.reached().stage()).page(run, cancelled);
        if (done.isEmpty()) {
            return run;
        }
        StripeBooks.Pace pace = books.pace();
        return database.write(session -> Runs.advance(
                session,
                run,
                done.get().reached(),
                done.get().step(),
                new Run.Pace(OptionalInt.of(pace.perSecond()), pace.refusals())));
    }
}
