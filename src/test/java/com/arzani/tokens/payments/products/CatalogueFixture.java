package com.arzani.tokens.payments.products;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.operations.BackgroundJobs;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.payments.simulator.CheckedProxy;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.payments.stripe.StripeCatalogue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A simulator behind the judging proxy, an empty account, and the first three packages with nothing noted.
public final class CatalogueFixture implements AutoCloseable {
    private static final String KEY = "sk_test_simulated";

    final TestDatabase database;
    final Database jobs;
    public final StripeSimulator simulator;
    final CheckedProxy proxy;
    final CatalogueGateway stripe;
    final CatalogueRuns runs;
    final CatalogueRuns product;
    final CatalogueLook look;
    private final CatalogueJob job;

    public CatalogueFixture(TestDatabase database, Database jobs) throws IOException {
        this.database = database;
        this.jobs = jobs;
        database.sql()
                .execute("TRUNCATE simulator.objects, simulator.idempotent_answers, simulator.deliveries;"
                        + " SET session_replication_role = replica; DELETE FROM catalogue_runs; DELETE FROM stripe_outbox;"
                        + " DELETE FROM token_package_prices; DELETE FROM token_package_versions WHERE version > 1;"
                        + " UPDATE token_packages SET stripe_product_id = NULL, stripe_price_id = NULL, is_active = true;"
                        + " UPDATE token_packages p SET version = 1, name = v.name, price_gbp = v.price_gbp,"
                        + " updated_at = now() - interval '2 days'"
                        + " FROM token_package_versions v WHERE v.package_id = p.id;"
                        + " SET session_replication_role = DEFAULT");
        simulator = StripeSimulator.start(jobs, Clock.systemUTC(), 0, KEY);
        proxy = new CheckedProxy(simulator::address);
        stripe = new StripeCatalogue(KEY, () -> Optional.of(proxy.address()), 1_000);
        runs = new CatalogueRuns(jobs);
        product = new CatalogueRuns(database.openAs(OperatorRole.PRODUCT));
        look = new CatalogueLook(runs, stripe);
        job = new CatalogueJob(jobs, stripe);
    }

    /// A person's look, ended.
    CatalogueRun look() {
        product.requestLook();
        return job.runOnce().orElseThrow();
    }

    Optional<CatalogueRun> scheduled() {
        return job.runOnce();
    }

    /// Looks, and asks for what was found to be sent.
    CatalogueRun asked() {
        return product.requestSending(look().id());
    }

    /// One attempt of the outbox at a sending.
    Sent attempt(CatalogueRun run, int round) {
        return new CatalogueSending(jobs, stripe).send(item(run, round));
    }

    static OutboxItem item(CatalogueRun run, int round) {
        String key = "catalogue_send_" + run.id();
        return new OutboxItem(
                1,
                "catalogue",
                key,
                new OutboxItem.Subject("package", "all"),
                JsonNodeFactory.instance.objectNode().put("run_id", run.id()),
                round,
                new OutboxItem.Sending(round == 1 ? key : key + "#" + round, round > 1),
                Instant.EPOCH);
    }

    public CatalogueRun send() {
        CatalogueRun run = asked();
        assertThat(attempt(run, 1).end()).isEqualTo(Sent.End.DONE);
        return runs.find(run.id()).orElseThrow();
    }

    /// Publishes another price, as its next version.
    public void publish(long packageId, long pence) {
        database.sql()
                .execute(
                        "UPDATE token_packages SET price_gbp = ?, version = version + 1, updated_at = now() WHERE id = ?",
                        pence,
                        packageId);
        database.sql()
                .execute(
                        "INSERT INTO token_package_versions (package_id, version, name, description, token_amount, price_gbp,"
                                + " currency, bonus_tokens, is_active, is_recommended, display_order, reason)"
                                + " SELECT id, version, name, description, token_amount, price_gbp, currency, bonus_tokens,"
                                + " is_active, is_recommended, display_order, 'test' FROM token_packages WHERE id = ?",
                        packageId);
    }

    List<StripeProduct> products() {
        return stripe.products(Optional.empty()).items();
    }

    public List<StripePrice> prices() {
        return stripe.prices(Optional.empty()).items();
    }

    /// Requests that change something at Stripe.
    List<String> written() {
        return proxy.requests().stream()
                .filter(request -> request.startsWith("POST"))
                .toList();
    }

    /// What the service does by itself: looks every moment, and sends.
    public AutoCloseable background() {
        BackgroundJobs looking = new BackgroundJobs();
        looking.every(Duration.ofMillis(200), Duration.ZERO, "catalogue", job);
        OutboxWorkers sending = OutboxWorkers.start(jobs, List.of(new CatalogueSending(jobs, stripe)), 1);
        return () -> {
            looking.close();
            sending.close();
        };
    }

    @Override
    public void close() {
        proxy.close();
        simulator.close();
        assertThat(proxy.faults()).isEmpty();
    }
}
