package com.arzani.tokens.app;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.ServiceServer;
import com.arzani.tokens.payments.disputes.DisputeEvents;
import com.arzani.tokens.payments.inbox.CheckoutEvents;
import com.arzani.tokens.payments.inbox.EventHandler;
import com.arzani.tokens.payments.inbox.EventHandlers;
import com.arzani.tokens.payments.inbox.EventIntake;
import com.arzani.tokens.payments.inbox.InboxWorkers;
import com.arzani.tokens.payments.refunds.RefundEvents;
import com.arzani.tokens.payments.stripe.StripeSignature;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stripe's events in one process: the HTTP side that takes them in, and the workers that work them off.
final class EventHouse implements AutoCloseable {
    private static final int WORKERS = 4;

    private final Closing closing = new Closing();
    private final ServiceServer server;
    private final Optional<SimulatedEndpoint> simulated;

    /// How events come in.
    ///
    /// @param secrets of Stripe's endpoint: one, or two while one is being rolled
    record Intake(ServiceServer.Listening listening, List<String> secrets) {}

    /// Events alone.
    static EventHouse start(StripeHouse stripe, Intake intake, Clock clock) {
        return start(stripe, intake, Front.none(), clock);
    }

    /// @param front what is answered beside them
    static EventHouse start(StripeHouse stripe, Intake intake, Front front, Clock clock) {
        EventHouse house = new EventHouse(stripe, intake, front, clock);
        house.simulated.ifPresent(SimulatedEndpoint::begin);
        return house;
    }

    private EventHouse(StripeHouse stripe, Intake intake, Front front, Clock clock) {
        try {
            simulated = stripe.simulator().map(host -> new SimulatedEndpoint(host, stripe.crediting()));
            StripeSignature signature = new StripeSignature(() -> secrets(intake), clock);
            EventIntake events = new EventIntake(stripe.jobs(), signature);
            InboxWorkers workers = closing.add(InboxWorkers.start(
                    stripe.jobs(), handlers(stripe), new InboxWorkers.Mode(stripe.live(), Optional.empty()), WORKERS));
            events.whenReceived(workers::wake);
            server = closing.add(ServiceServer.start(intake.listening(), events, () -> answers(stripe.jobs()), front));
            simulated.ifPresent(endpoint -> closing.add(endpoint).at(server.webhook()));
        } catch (RuntimeException failure) {
            closing.close();
            throw failure;
        }
    }

    /// Who handles what; one class for each matter.
    private static EventHandlers handlers(StripeHouse stripe) {
        List<EventHandler> handlers = List.of(
                new CheckoutEvents(stripe.jobs(), stripe.crediting(), stripe.live()),
                new DisputeEvents(stripe.disputes()),
                new RefundEvents(stripe.refundBooking()));
        return new EventHandlers(handlers);
    }

    private List<String> secrets(Intake intake) {
        List<String> ofSimulator = simulated.map(SimulatedEndpoint::secrets).orElse(List.of());
        return Stream.concat(intake.secrets().stream(), ofSimulator.stream()).toList();
    }

    private static boolean answers(Database database) {
        try {
            return database.call(session ->
                            session.createNativeQuery("SELECT 1", Integer.class).getSingleResult())
                    == 1;
        } catch (TokenProblem away) {
            return false;
        }
    }

    ServiceServer server() {
        return server;
    }

    /// Takes nothing more in, then lets the workers finish what they hold.
    @Override
    public void close() {
        closing.close();
    }
}
