package com.arzani.tokens.app;

import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.http.AdminEndpoints;
import com.arzani.tokens.http.ApiDescription;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.ContactEndpoints;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.Meters;
import com.arzani.tokens.http.Pace;
import com.arzani.tokens.http.PaceKeeper;
import com.arzani.tokens.http.PurchaseEndpoints;
import com.arzani.tokens.http.Route;
import com.arzani.tokens.http.SellerEndpoints;
import com.arzani.tokens.http.TokenEndpoints;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.http.Wording;
import com.arzani.tokens.insight.TokenMetrics;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.market.Balances;
import com.arzani.tokens.market.Contacts;
import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.market.Rollout;
import com.arzani.tokens.market.SellerAnalytics;
import com.arzani.tokens.market.SellerFeatures;
import com.arzani.tokens.market.SiteEvents;
import com.arzani.tokens.operations.QueueSizes;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.OrderState;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.throttle.RateLimits;
import com.arzani.tokens.ui.Texts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the marketplace asks of the service: its routes with the domain's classes behind them.
final class ApiHouse {
    private final StripeHouse stripe;
    private final Database database;
    private final ApiSettings settings;
    private final Clock clock;

    /// @param stripe whose database knows all entities
    ApiHouse(StripeHouse stripe, ApiSettings settings, Clock clock) {
        this.stripe = stripe;
        this.database = stripe.jobs();
        this.settings = settings;
        this.clock = clock;
    }

    /// @param demonstration whose tokens are believed where the settings name nobody
    /// @param serve         what it serves to whom
    Front front(Supplier<TokenRules> demonstration, ServeSettings serve, Texts texts) {
        TokenRules rules = settings.tokens().orElseGet(demonstration);
        Wording wording = new Words(texts);
        Meters meters = new Meters();
        gauges(meters);
        List<Route> routes = new ArrayList<>(routes(stripe.checkout(serve.frontend()), meters, wording));
        routes.addAll(SiteHouse.components(texts));
        // It gives away tokens of people: never where the settings name an issuer, and never to another computer.
        if (settings.tokens().isEmpty() && serve.forThisComputerAlone()) {
            stripe.simulatorDesk()
                    .ifPresent(desk -> routes.addAll(SiteHouse.demonstration(database, desk, rules, clock)));
        }
        return new Front(
                routes,
                Optional.of(new BearerTokens(rules, clock)),
                paces(),
                wording,
                meters,
                settings.measured().map(Set::of).orElse(Set.of()));
    }

    /// Settings that the environment has otherwise than the database, in whose history they live; the database's hold.
    List<Overruled> overruled() {
        return settings.inDatabase().entrySet().stream()
                .filter(asked -> !asked.getValue().isEmpty())
                .map(asked -> new Overruled(asked.getKey(), asked.getValue(), inForce(asked.getKey())))
                .filter(each -> !each.asked().equals(each.inForce()))
                .toList();
    }

    record Overruled(String name, String asked, String inForce) {}

    private String inForce(String name) {
        if (name.equals(ApiSettings.ROLLOUT)) {
            return flag(Rollout.TOKEN_SYSTEM).percentage().stripTrailingZeros().toPlainString();
        } else if (ApiSettings.FLAGS.contains(name)) {
            return Boolean.toString(flag(name).enabled());
        }
        return database.call(session -> session.createNativeQuery(
                        "SELECT value FROM settings WHERE name = :name ORDER BY version DESC LIMIT 1", String.class)
                .setParameter("name", name)
                .getSingleResult());
    }

    private FeatureFlag.Setting flag(String name) {
        return new FeatureFlags(database).history(name).getFirst().setting();
    }

    private List<Route> routes(Checkout checkout, Meters meters, Wording wording) {
        Rollout rollout = new Rollout(database);
        Offers offers = new Offers(database);
        SellerFeatures sellers = new SellerFeatures(database);
        return Stream.of(
                        new TokenEndpoints(new Balances(database), new LedgerHistory(database, clock), offers, rollout)
                                .routes(),
                        new PurchaseEndpoints(
                                        checkout, offers, rollout, session -> OrderState.of(database, session), wording)
                                .routes(),
                        new ContactEndpoints(new Contacts(database), sellers, new SiteEvents(database)).routes(),
                        new SellerEndpoints(sellers, new SellerAnalytics(database)).routes(),
                        new AdminEndpoints(new TokenMetrics(database, clock), meters, settings.measured()).routes(),
                        List.of(ApiDescription.route()))
                .flatMap(List::stream)
                .toList();
    }

    private void gauges(Meters meters) {
        String pool = "database_connections";
        meters.gauge(
                pool,
                "state",
                "active",
                "Connections of the pool",
                () -> database.connections().active());
        meters.gauge(
                pool,
                "state",
                "idle",
                "Connections of the pool",
                () -> database.connections().idle());
        meters.gauge(
                "database_connections_waiting",
                "Callers who wait for a connection",
                () -> database.connections().waiting());
        meters.gauge(
                "stripe_inbox",
                "state",
                "waiting",
                "Stripe's events",
                () -> sizes().map(QueueSizes::inboxWaiting).orElse(null));
        meters.gauge(
                "stripe_inbox",
                "state",
                "parked",
                "Stripe's events",
                () -> sizes().map(QueueSizes::inboxParked).orElse(null));
        meters.gauge(
                "stripe_outbox",
                "state",
                "waiting",
                "Requests to Stripe",
                () -> sizes().map(QueueSizes::outboxWaiting).orElse(null));
        meters.gauge(
                "stripe_outbox",
                "state",
                "parked",
                "Requests to Stripe",
                () -> sizes().map(QueueSizes::outboxParked).orElse(null));
    }

    private Optional<QueueSizes> sizes() {
        try {
            return Optional.of(QueueSizes.read(database));
        } catch (TokenProblem away) {
            return Optional.empty();
        }
    }

    private PaceKeeper paces() {
        RateLimits limits = new RateLimits(database);
        Map<Pace, ApiSettings.Rate> rates = Map.of(
                Pace.PURCHASES, settings.rates().purchases(),
                Pace.TOKEN_OPERATIONS, settings.rates().operations(),
                Pace.VISITS, settings.rates().visits());
        Origins origins = new Origins(settings.proxies());
        return (pace, who) -> {
            ApiSettings.Rate rate = rates.get(pace);
            String name = who.user().isPresent()
                    ? Long.toString(who.user().getAsLong())
                    : origins.of(who.address(), who.forwarded());
            RateLimits.Turn turn = limits.take(pace.name(), new RateLimits.Rate(rate.limit(), rate.window()), name);
            // A part of a second is a second: who comes back then is not too early.
            long seconds = turn.untilReset().plusNanos(999_999_999).toSeconds();
            return new PaceKeeper.Turn(
                    turn.granted(), rate.limit(), rate.window().toSeconds(), turn.remaining(), seconds);
        };
    }
}
