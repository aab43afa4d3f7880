package com.arzani.tokens.http;

import com.arzani.tokens.market.ContactForm;
import com.arzani.tokens.market.ContactTerms;
import com.arzani.tokens.market.Contacts;
import com.arzani.tokens.market.SellerFeatures;
import com.arzani.tokens.market.SiteEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Buyers write to sellers, sellers say that they answered, and visitors' ways over the site are noted.
public final class ContactEndpoints {
    private final Contacts contacts;
    private final SellerFeatures sellers;
    private final SiteEvents events;

    public ContactEndpoints(Contacts contacts, SellerFeatures sellers, SiteEvents events) {
        this.contacts = contacts;
        this.sellers = sellers;
        this.events = events;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/businesses/{id}/contact-requirements", Access.USER, this::requirements),
                Route.post("/api/businesses/{id}/contact", Access.USER, this::contact)
                        .at(Pace.TOKEN_OPERATIONS),
                Route.post("/api/inquiries/{id}/response", Access.USER, this::response),
                Route.post("/api/events", Access.PERHAPS_USER, this::events).at(Pace.VISITS));
    }

    private Answer requirements(Call call) {
        ContactTerms terms = contacts.terms(call.userId(), call.number("id"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("contactType", terms.contactType());
        told.put("tokensRequired", terms.tokensRequired().count());
        told.put("currentBalance", terms.currentBalance().count());
        told.put("firstContact", terms.firstContact());
        told.put("contactAttempt", terms.attempt());
        told.put("freeContactsLeft", terms.freeContactsLeft());
        told.put("tokensEnabled", terms.tokensOn());
        return Answer.json(200, told);
    }

    private Answer contact(Call call) {
        JsonBody body = call.json();
        ContactForm form = new ContactForm(
                body.text("firstName"),
                body.text("lastName"),
                body.text("email"),
                body.text("phone"),
                body.text("message"),
                body.text("timeframe"));
        return Answer.json(contacts.write(call.userId(), call.number("id"), call.idempotencyKey(), form));
    }

    private Answer response(Call call) {
        return Answer.json(sellers.answer(call.userId(), call.number("id"), call.idempotencyKey()));
    }

    /// Doing the same thing again within a moment counts once, whatever its key: no answer is kept.
    private Answer events(Call call) {
        call.idempotencyKey();
        JsonBody body = call.json();
        Long user = call.user().isPresent() ? call.user().getAsLong() : null;
        int recorded = events.record(user, body.text("visitor"), body.list("events"));
        return Answer.json(200, Map.of("success", true, "recorded", recorded));
    }
}
