package com.arzani.tokens.http;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A page that stands for the marketplace's website, beside the built-in database alone: it hands out tokens of people
/// of the
/// demonstration data, so it must never be part of a company's service.
public final class DemonstrationSite {
    public static final String PAGE = "/demo";

    private final Supplier<List<Map<String, Object>>> people;
    private final Consumer<String> pay;

    /// @param people who can be signed in: id, name, token, listings and others (each with id and name)
    /// @param pay    pays a checkout session at the simulated Stripe
    public DemonstrationSite(Supplier<List<Map<String, Object>>> people, Consumer<String> pay) {
        this.people = people;
        this.pay = pay;
    }

    public List<Route> routes() {
        return List.of(
                SiteFiles.file(PAGE, "demo.html"),
                SiteFiles.file("/web/demo.js", "demo.js"),
                SiteFiles.file("/web/demo.css", "demo.css"),
                SiteFiles.file("/web/icon.svg", "icon.svg"),
                Route.get("/demo/people", Access.ANYBODY, call -> Answer.json(200, people.get())),
                Route.post("/demo/pay", Access.ANYBODY, this::paid));
    }

    private Answer paid(Call call) {
        pay.accept(call.json().text("sessionId"));
        return Answer.json(200, Map.of("paid", true));
    }
}
