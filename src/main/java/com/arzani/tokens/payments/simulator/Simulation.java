package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;

/// The simulator's parts, put together once.
final class Simulation {
    private final Answers answers;
    private final WebhookPlan plan = new WebhookPlan();
    private final Deliveries deliveries;
    private final Catalogue catalogue;
    private final Checkouts checkouts;
    private final Payments payments;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Payouts payouts;
    private final WebhookEndpoints webhookEndpoints;
    private final Passing passing;

    Simulation(ObjectMapper mapper, Clock clock) {
        Templates templates = new Templates(mapper);
        answers = new Answers(templates, clock);
        deliveries = new Deliveries(clock, answers, plan);
        Making making = new Making(clock, answers, deliveries);
        Movements movements = new Movements(making);
        catalogue = new Catalogue(answers, making);
        checkouts = new Checkouts(answers, making, templates);
        payments = new Payments(answers, making, movements);
        refunds = new Refunds(answers, making, movements);
        disputes = new Disputes(answers, making, movements);
        payouts = new Payouts(making, movements);
        webhookEndpoints = new WebhookEndpoints(answers, making);
        passing = new Passing(making, checkouts, payments, refunds, disputes, payouts);
    }

    /// The second before which events are forgotten.
    long oldestEvent() {
        return answers.oldest("event");
    }

    Answers answers() {
        return answers;
    }

    WebhookPlan plan() {
        return plan;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Checkouts checkouts() {
        return checkouts;
    }

    Payments payments() {
        return payments;
    }

    Refunds refunds() {
        return refunds;
    }

    Disputes disputes() {
        return disputes;
    }

    Payouts payouts() {
        return payouts;
    }

    WebhookEndpoints webhookEndpoints() {
        return webhookEndpoints;
    }

    Passing passing() {
        return passing;
    }
}
