package com.arzani.tokens.app;

import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.ContactEndpoints;
import com.arzani.tokens.http.Front;
import com.arzani.tokens.http.Meters;
import com.arzani.tokens.http.Pace;
import com.arzani.tokens.http.PaceKeeper;
import com.arzani.tokens.http.Route;
import com.arzani.tokens.http.SellerEndpoints;
import com.arzani.tokens.http.TokenEndpoints;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.market.Balances;
import com.arzani.tokens.market.Contacts;
import com.arzani.tokens.market.Rollout;
import com.arzani.tokens.market.SellerAnalytics;
import com.arzani.tokens.market.SellerFeatures;
import com.arzani.tokens.market.SiteEvents;
import com.arzani.tokens.throttle.RateLimits;
import com.arzani.tokens.ui.Texts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the marketplace asks of the service: its routes with the domain's classes behind them.
final class ApiHouse {
    private final Database database;
    private final ApiSettings settings;
    private final Clock clock;

    /// @param database signed in as the service, with all entities
    ApiHouse(Database database, ApiSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param demonstration whose tokens are believed where the settings name nobody
    Front front(Supplier<TokenRules> demonstration, Texts texts) {
        TokenRules rules = settings.tokens().orElseGet(demonstration);
        return new Front(
                routes(),
                Optional.of(new BearerTokens(rules, clock)),
                paces(),
                new Words(texts),
                new Meters(),
                settings.measured().map(Set::of).orElse(Set.of()));
    }

    private List<Route> routes() {
        Rollout rollout = new Rollout(database);
        SellerFeatures sellers = new SellerFeatures(database);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new TokenEndpoints(
                        new Balances(database), new LedgerHistory(database, clock), new Offers(database), rollout)
                .routes());
        routes.addAll(new ContactEndpoints(new Contacts(database), sellers, new SiteEvents(database)).routes());
        routes.addAll(new SellerEndpoints(sellers, new SellerAnalytics(database)).routes());
        return routes;
    }

    private PaceKeeper paces() {
        RateLimits limits = new RateLimits(database);
        Map<Pace, ApiSettings.Rate> rates = Map.of(
                Pace.PURCHASES, settings.rates().purchases(),
                Pace.TOKEN_OPERATIONS, settings.rates().operations());
        return (pace, user) -> {
            ApiSettings.Rate rate = rates.get(pace);
            RateLimits.Turn turn = limits.take(pace.name(), new RateLimits.Rate(rate.limit(), rate.window()), user);
            // A part of a second is a second: who comes back then is not too early.
            long seconds = turn.untilReset().plusNanos(999_999_999).toSeconds();
            return new PaceKeeper.Turn(
                    turn.granted(), rate.limit(), rate.window().toSeconds(), turn.remaining(), seconds);
        };
    }
}
