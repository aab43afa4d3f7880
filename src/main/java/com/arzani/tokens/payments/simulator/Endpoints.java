package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;

/// Which addresses the simulator answers, and which parameters it honours there. What it does not honour it refuses,
/// rather than pretend.
final class Endpoints {
    private static final String EXPAND = "expand[#]";
    private static final String METADATA = "metadata[*]";
    private static final Set<String> ONE = Set.of(EXPAND);
    private static final List<String> PAGING = List.of("limit", "starting_after", "ending_before", EXPAND);
    private static final List<String> CREATED =
            List.of("created", "created[gt]", "created[gte]", "created[lt]", "created[lte]");

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Answers answers;

    Endpoints(Simulation simulation) {
        this.answers = simulation.answers();
        catalogue(simulation.catalogue());
        checkouts(simulation.checkouts());
        readable("payment_intents", "payment_intent", ListFilter.NONE);
        add("POST", "/v1/payment_intents/{}", Set.of("description", METADATA, EXPAND), simulation.payments()::update);
        readable("charges", "charge", ListFilter.CHARGES);
        refunds(simulation.refunds());
        disputes(simulation.disputes());
        readable("balance_transactions", "balance_transaction", ListFilter.MOVEMENTS);
        add("GET", "/v1/balance", Set.of(), simulation.payouts()::balance);
        readable("payouts", "payout", ListFilter.PAYOUTS);
        readable("events", "event", ListFilter.EVENTS);
        webhooks(simulation.webhookEndpoints());
    }

    private void catalogue(Catalogue catalogue) {
        readable("products", "product", ListFilter.PRODUCTS);
        readable("prices", "price", ListFilter.PRICES);
        Set<String> product = Set.of("name", "active", "description", METADATA, EXPAND);
        add("POST", "/v1/products", with(product, "id"), catalogue::createProduct);
        add("POST", "/v1/products/{}", with(product, "default_price"), catalogue::updateProduct);
        add("DELETE", "/v1/products/{}", Set.of(), catalogue::deleteProduct);
        Set<String> price = Set.of("active", "nickname", "lookup_key", "transfer_lookup_key", METADATA, EXPAND);
        add("POST", "/v1/prices", with(price, "product", "unit_amount", "currency"), catalogue::createPrice);
        add("POST", "/v1/prices/{}", price, catalogue::updatePrice);
    }

    private void checkouts(Checkouts checkouts) {
        readable("checkout/sessions", "checkout.session", ListFilter.SESSIONS);
        Set<String> newSession = Set.of(
                "mode",
                "success_url",
                "cancel_url",
                "client_reference_id",
                "customer_email",
                "expires_at",
                "line_items[#][price]",
                "line_items[#][price_data][currency]",
                "line_items[#][price_data][unit_amount]",
                "line_items[#][price_data][product_data][name]",
                "line_items[#][quantity]",
                METADATA,
                "payment_intent_data[metadata][*]",
                EXPAND);
        add("POST", "/v1/checkout/sessions", newSession, checkouts::create);
        add("POST", "/v1/checkout/sessions/{}/expire", ONE, checkouts::expire);
        add("GET", "/v1/checkout/sessions/{}/line_items", Set.of("limit"), checkouts::lineItems);
    }

    private void refunds(Refunds refunds) {
        readable("refunds", "refund", ListFilter.OF_CHARGE);
        Set<String> newRefund = Set.of("charge", "payment_intent", "amount", "reason", METADATA, EXPAND);
        add("POST", "/v1/refunds", newRefund, refunds::create);
        add("POST", "/v1/refunds/{}", Set.of(METADATA, EXPAND), refunds::update);
        add("POST", "/v1/refunds/{}/cancel", ONE, refunds::cancel);
    }

    private void disputes(Disputes disputes) {
        readable("disputes", "dispute", ListFilter.OF_CHARGE);
        Set<String> answer = new HashSet<>(Set.of("submit", METADATA, EXPAND));
        Evidence.FIELDS.forEach(field -> answer.add("evidence[" + field + "]"));
        add("POST", "/v1/disputes/{}", answer, disputes::update);
        add("POST", "/v1/disputes/{}/close", ONE, disputes::close);
    }

    private void webhooks(WebhookEndpoints webhooks) {
        String address = "/v1/webhook_endpoints";
        add(
                "GET",
                address,
                Set.copyOf(PAGING),
                call -> answers.list("webhook_endpoint", address, ListFilter.NONE, call));
        add("GET", address + "/{}", ONE, call -> answers.retrieve("webhook_endpoint", call));
        Set<String> either = Set.of("url", "enabled_events[#]", "description", METADATA, EXPAND);
        add("POST", address, with(either, "api_version"), webhooks::create);
        add("POST", address + "/{}", with(either, "disabled"), webhooks::update);
        add("DELETE", address + "/{}", Set.of(), webhooks::delete);
    }

    /// Retrieve by id, and list by page, time and what the filter knows.
    private void readable(String path, String object, ListFilter filter) {
        String address = "/v1/" + path;
        Set<String> listed = new HashSet<>(PAGING);
        listed.addAll(CREATED);
        listed.addAll(filter.names());
        add("GET", address, listed, call -> answers.list(object, address, filter, call));
        add("GET", address + "/{}", ONE, call -> answers.retrieve(object, call));
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    private void add(String method, String path, Set<String> params, Function<Call, ObjectNode> answer) {
        endpoints.add(Endpoint.of(method, path, params, answer));
    }

    List<Endpoint> all() {
        return List.copyOf(endpoints);
    }

    /// What answers this request; the match's first group is the id in the path.
    Match find(String method, String path) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .map(endpoint -> match(endpoint, path))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> StripeRefusal.unknownAddress(method, path));
    }

    private static Optional<Match> match(Endpoint endpoint, String path) {
        Matcher matcher = endpoint.path().matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Match(endpoint, matcher.groupCount() == 0 ? null : matcher.group(1)));
    }

    record Match(Endpoint endpoint, String id) {}
}
