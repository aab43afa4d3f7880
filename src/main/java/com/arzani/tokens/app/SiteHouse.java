package com.arzani.tokens.app;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.demonstration.Visitors;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.DemonstrationSite;
import com.arzani.tokens.http.Route;
import com.arzani.tokens.http.SiteFiles;
import com.arzani.tokens.http.TokenRules;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.ui.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the marketplace's pages load from the service; beside the built-in database also a page that stands for its
/// website.
final class SiteHouse {
    private static final String TEXTS = "web.";
    private static final Duration SIGNED_IN = Duration.ofHours(12);

    private SiteHouse() {}

    static List<Route> components(Texts texts) {
        Map<String, String> said = Collections.list(texts.bundle().getKeys()).stream()
                .filter(key -> key.startsWith(TEXTS))
                .collect(Collectors.toMap(
                        key -> key.substring(TEXTS.length()),
                        key -> texts.bundle().getString(key),
                        (one, same) -> one));
        return new SiteFiles(said).routes();
    }

    /// @param rules of the tokens it gives to visitors
    static List<Route> demonstration(Database database, SimulatorDesk desk, TokenRules rules, Clock clock) {
        Visitors visitors = new Visitors(database);
        Function<Visitors.Visitor, Map<String, Object>> told = visitor -> Map.of(
                "id", visitor.id(),
                "name", visitor.name(),
                "token", BearerTokens.sign(rules, Long.toString(visitor.id()), false, clock.instant(), SIGNED_IN),
                "listings", listings(visitor.listings()),
                "others", listings(visitor.others()));
        return new DemonstrationSite(
                        () -> visitors.list().stream().map(told).toList(),
                        session -> desk.simulator().pay(session))
                .routes();
    }

    private static List<Map<String, Object>> listings(List<Visitors.Listing> listings) {
        return listings.stream()
                .map(listing -> Map.<String, Object>of("id", listing.id(), "name", listing.name()))
                .toList();
    }
}
