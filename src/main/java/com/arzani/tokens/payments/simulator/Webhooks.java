package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Webhook endpoints as the dashboard manages them, and what becomes of the next webhooks: lost, late, twice, held
/// back.
public final class Webhooks {
    private static final Predicate<String> ANY = type -> true;

    private final Transactions transactions;
    private final Simulation simulation;
    private final Courier courier;

    Webhooks(Transactions transactions, Simulation simulation, Courier courier) {
        this.transactions = transactions;
        this.simulation = simulation;
        this.courier = courier;
    }

    /// An endpoint, with the secret its webhooks are signed with.
    public record Endpoint(String id, String secret) {}

    /// Where an event of the last thirty days stands.
    ///
    /// @param deliveries what became of its postings: `waiting`, `held`, `delivered`, `given_up`, `lost`
    /// @param lastStatus what an endpoint answered last; 0 for no answer, -1 if it was not asked yet
    public record Sent(
            String eventId, String type, String about, long created, Set<String> deliveries, int lastStatus) {
        public Sent {
            deliveries = Set.copyOf(deliveries);
        }
    }

    /// Sends these types of events (or `*`) to an address from now on.
    public Endpoint listen(URI address, String... types) {
        Params params = Params.of("url", address.toString(), "enabled_events", List.of(types))
                .and("api_version", StripeSimulator.API_VERSION);
        ObjectNode made = change(objects -> simulation.webhookEndpoints().create(new Call(params, null, objects)));
        return new Endpoint(made.get("id").asText(), made.get("secret").asText());
    }

    /// Makes a new secret; webhooks are signed with both until the older one ends. Gives the new one.
    public String rollSecret(String endpointId, Duration keepOld) {
        return change(objects -> simulation.webhookEndpoints().roll(endpointId, keepOld, objects));
    }

    /// The webhooks of the next events never leave.
    public void lose(int events) {
        simulation.plan().add(events, ANY, WebhookPlan.Course.LOST);
    }

    /// The webhooks of the next events of this type never leave.
    public void lose(int events, String type) {
        simulation.plan().add(events, type::equals, WebhookPlan.Course.LOST);
    }

    /// The webhooks of the next events arrive twice.
    public void repeat(int events) {
        simulation.plan().add(events, ANY, new WebhookPlan.Course("waiting", 2, Duration.ZERO));
    }

    /// The webhooks of the next events leave only after that time.
    public void delay(int events, Duration time) {
        simulation.plan().add(events, ANY, new WebhookPlan.Course("waiting", 1, time));
    }

    /// Nothing leaves by itself until `release`; `redeliver` sends one at a time, in whatever order is wanted.
    public void hold() {
        simulation.plan().hold(true);
    }

    /// What was held back leaves, all at once.
    public void release() {
        simulation.plan().hold(false);
        change(objects -> {
            simulation.deliveries().release(objects);
            return null;
        });
    }

    /// Sends an event once more, now; gives what each endpoint answered, 0 for no answer.
    public List<Integer> redeliver(String eventId) {
        return courier.sendAll(change(objects -> simulation.deliveries().again(eventId, objects)));
    }

    /// The newest events, and where each stands.
    public List<Sent> recent(int most) {
        return transactions.see(objects -> RecentEvents.read(most, simulation.oldestEvent(), objects));
    }

    /// Whether nothing is waiting to be sent.
    public boolean quiet() {
        return transactions.see(simulation.deliveries()::nextIn).isEmpty();
    }

    private <T> T change(Function<StoredObjects, T> change) {
        try {
            T done = transactions.change(change);
            courier.wake();
            return done;
        } catch (StripeRefusal refusal) {
            throw new Rejected(refusal, "simulator_refused", refusal.getMessage());
        }
    }
}
