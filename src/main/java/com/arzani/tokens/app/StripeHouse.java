package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.payments.StripeDisputes;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.StripeRefunds;
import com.arzani.tokens.payments.check.StripeInspection;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.ReturnPages;
import com.arzani.tokens.payments.disputes.DisputeBooking;
import com.arzani.tokens.payments.products.CatalogueGateway;
import com.arzani.tokens.payments.products.CatalogueJob;
import com.arzani.tokens.payments.products.CatalogueLook;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.payments.products.CatalogueSending;
import com.arzani.tokens.payments.refunds.RefundBooking;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.payments.simulator.SimulatorHost;
import com.arzani.tokens.payments.stripe.StripeBooksReader;
import com.arzani.tokens.payments.stripe.StripeCatalogue;
import com.arzani.tokens.payments.stripe.StripeJavaDisputes;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.payments.stripe.StripeJavaInspection;
import com.arzani.tokens.payments.stripe.StripeJavaRefunds;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.reconciliation.CatalogueDifferences;
import com.arzani.tokens.reconciliation.ReconciliationJob;
import com.arzani.tokens.reconciliation.StripeSide;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Stripe and what works with it in the background, under the login of the jobs: the real one if the environment holds
/// a
/// key for it, else the simulator.
final class StripeHouse implements AutoCloseable {
    private static final String SECRET_KEY = "STRIPE_SECRET_KEY";
    /// Where customers come back to in the demonstration.
    static final String NOWHERE = "https://arzani.example";
    /// Three connections are held by locks, of the simulator, of a reconciliation and of a proof.
    private static final int POOL = 8;

    private final Closing closing = new Closing();
    private final Database jobs;
    private final Optional<SimulatorHost> simulator;
    private final StripeJavaGateway reconciling;
    private final StripeGateway crediting;
    private final StripeDisputes disputes;
    private final CatalogueGateway products;
    private final StripeRefunds refunds;
    private final StripeInspection inspection;
    private final boolean live;

    /// On the built-in database: the simulator, unless there is a test key. A live key has no place on a desktop.
    static StripeHouse embedded(ConnectionProfile profile, Credentials jobs, Clock clock) {
        return embedded(profile, jobs, options(clock), secretKey());
    }

    static StripeHouse embedded(
            ConnectionProfile profile, Credentials jobs, DatabaseOptions options, Optional<String> key) {
        if (key.filter(StripeHouse::isLive).isPresent()) {
            throw new Rejected("stripe_live_key_here");
        }
        return new StripeHouse(profile, jobs, options, key);
    }

    /// On a company's database: never without a key, since there is no simulator there.
    static StripeHouse company(ConnectionProfile profile, Credentials service, Clock clock) {
        return company(profile, service, options(clock), secretKey());
    }

    static StripeHouse company(
            ConnectionProfile profile, Credentials service, DatabaseOptions options, Optional<String> key) {
        if (key.isEmpty()) {
            throw new Rejected("stripe_key_missing");
        }
        return new StripeHouse(profile, service, options, key);
    }

    private StripeHouse(ConnectionProfile profile, Credentials login, DatabaseOptions options, Optional<String> key) {
        this.jobs = closing.add(Database.open(profile, login, options));
        this.live = key.filter(StripeHouse::isLive).isPresent();
        try {
            this.simulator = key.isPresent()
                    ? Optional.empty()
                    : Optional.of(closing.add(SimulatorHost.start(jobs, options.clock())));
            this.reconciling = gateway(key, StripeJavaGateway.RECONCILIATION_PER_SECOND);
            this.crediting = gateway(key, StripeJavaGateway.CREDITING_PER_SECOND);
            this.inspection =
                    new StripeJavaInspection(secret(key), this::address, StripeJavaGateway.RECONCILIATION_PER_SECOND);
            this.products =
                    new StripeCatalogue(secret(key), this::address, StripeJavaGateway.RECONCILIATION_PER_SECOND);
            this.disputes = new StripeJavaDisputes(secret(key), this::address, StripeJavaGateway.CREDITING_PER_SECOND);
            this.refunds = new StripeJavaRefunds(secret(key), this::address, StripeJavaGateway.CREDITING_PER_SECOND);
        } catch (RuntimeException failure) {
            closing.close();
            throw failure;
        }
    }

    private static DatabaseOptions options(Clock clock) {
        return DatabaseOptions.jobs(clock).withPoolSize(POOL);
    }

    private static Optional<String> secretKey() {
        return environment(SECRET_KEY);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// A live key belongs on the service alone: a console that finds one in its environment does not open (ruling 8).
    static void refuseLiveKey(Map<String, String> environment) {
        if (isLive(environment.getOrDefault(SECRET_KEY, "").strip())) {
            throw new Rejected("stripe_live_key_here");
        }
    }

    static boolean isLive(String key) {
        return key.startsWith("sk_live_") || key.startsWith("rk_live_");
    }

    private StripeJavaGateway gateway(Optional<String> key, int perSecond) {
        return new StripeJavaGateway(secret(key), this::address, perSecond);
    }

    private String secret(Optional<String> key) {
        return key.orElseGet(() -> simulator.orElseThrow().secretKey());
    }

    /// Where Stripe is: the simulator may move; the real one is where its library says.
    private Optional<URI> address() {
        return simulator.map(SimulatorHost::address);
    }

    /// Stripe for crediting, at a pace of its own: reconciliation never slows it.
    StripeGateway crediting() {
        return crediting;
    }

    /// What books disputes, for their events and for whoever looks for missed ones.
    DisputeBooking disputes() {
        return new DisputeBooking(jobs, disputes, crediting, live);
    }

    /// What looks whether the account is as it should be.
    StripeInspection inspection() {
        return inspection;
    }

    /// Compares packages with Stripe's products, at once and without a trace.
    CatalogueLook catalogueLook() {
        return new CatalogueLook(new CatalogueRuns(jobs), products);
    }

    /// What looks at Stripe's products and prices.
    CatalogueJob catalogueJob() {
        return new CatalogueJob(jobs, products);
    }

    /// What sends packages to Stripe, out of the outbox.
    CatalogueSending catalogueSending() {
        return new CatalogueSending(jobs, products);
    }

    /// What answers disputes at Stripe.
    StripeDisputes disputeAnswers() {
        return disputes;
    }

    /// Refunds, to be made and looked for.
    StripeRefunds refunds() {
        return refunds;
    }

    /// What books refunds, for their events and for whoever looks for missed ones.
    RefundBooking refundBooking() {
        return new RefundBooking(jobs, refunds, crediting, live);
    }

    /// Sells, with customers coming back to the marketplace.
    Checkout checkout() {
        return checkout(environment(ServeSettings.FRONTEND).orElse(NOWHERE));
    }

    /// Sells, with customers coming back to this address.
    Checkout checkout(String frontend) {
        return new Checkout(jobs, crediting, ReturnPages.of(frontend));
    }

    boolean live() {
        return live;
    }

    /// The simulator, if that is what Stripe is here.
    Optional<SimulatorHost> simulator() {
        return simulator;
    }

    /// The hand on customers and banks; none with the real Stripe.
    Optional<SimulatorDesk> simulatorDesk() {
        return simulator.map(host -> new SimulatorDesk(host::here, jobs, checkout()));
    }

    ReconciliationJob reconciliation() {
        StripeSide side = new StripeSide(
                reconciling,
                new StripeBooksReader(reconciling),
                new CatalogueDifferences(new CatalogueLook(new CatalogueRuns(jobs), products)),
                refund -> refundBooking().bring(refund),
                dispute -> disputes().bring(dispute),
                live);
        return new ReconciliationJob(jobs, side);
    }

    Database jobs() {
        return jobs;
    }

    @Override
    public void close() {
        closing.close();
    }
}
