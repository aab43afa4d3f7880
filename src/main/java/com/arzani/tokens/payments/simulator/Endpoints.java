package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
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
    private static final Set<String> ONE = Set.of(EXPAND);
    private static final List<String> PAGING = List.of(
            "limit",
            "starting_after",
            "ending_before",
            "created",
            "created[gt]",
            "created[gte]",
            "created[lt]",
            "created[lte]",
            EXPAND);

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Answers answers;
    private final Controls controls;

    Endpoints(ObjectMapper mapper, Clock clock) {
        Templates templates = new Templates(mapper);
        this.answers = new Answers(templates, clock);
        Making making = new Making(clock, answers);
        this.controls = new Controls(making);
        catalogue(new Catalogue(answers, making));
        checkouts(new Checkouts(answers, making, templates));
        readable("payment_intents", "payment_intent", null);
        readable("charges", "charge", "payment_intent");
        readable("refunds", "refund", "payment_intent");
        readable("disputes", "dispute", "payment_intent");
        readable("balance_transactions", "balance_transaction", "source");
        readable("events", "event", "type");
        Refunds refunds = new Refunds(answers, making);
        add(
                "POST",
                "/v1/refunds",
                Set.of("charge", "payment_intent", "amount", "reason", "metadata[*]", EXPAND),
                refunds::create);
    }

    Controls controls() {
        return controls;
    }

    private void catalogue(Catalogue catalogue) {
        readable("products", "product", null);
        readable("prices", "price", "product");
        Set<String> product = Set.of("name", "active", "description", "metadata[*]", EXPAND);
        add("POST", "/v1/products", product, catalogue::createProduct);
        add("POST", "/v1/products/{}", product, catalogue::updateProduct);
        Set<String> newPrice =
                Set.of("product", "unit_amount", "currency", "active", "nickname", "metadata[*]", EXPAND);
        add("POST", "/v1/prices", newPrice, catalogue::createPrice);
        add("POST", "/v1/prices/{}", Set.of("active", "nickname", "metadata[*]", EXPAND), catalogue::updatePrice);
    }

    private void checkouts(Checkouts checkouts) {
        readable("checkout/sessions", "checkout.session", "payment_intent");
        Set<String> newSession = Set.of(
                "mode",
                "success_url",
                "cancel_url",
                "client_reference_id",
                "customer_email",
                "expires_at",
                "line_items[#][price]",
                "line_items[#][quantity]",
                "metadata[*]",
                "payment_intent_data[metadata][*]",
                EXPAND);
        add("POST", "/v1/checkout/sessions", newSession, checkouts::create);
        add("POST", "/v1/checkout/sessions/{}/expire", ONE, checkouts::expire);
        add("GET", "/v1/checkout/sessions/{}/line_items", Set.of("limit"), checkouts::lineItems);
    }

    /// Retrieve by id, and list with at most one filter beside paging and time.
    private void readable(String path, String object, String parentParam) {
        String address = "/v1/" + path;
        Set<String> listed = new HashSet<>(PAGING);
        if (parentParam != null) {
            listed.add(parentParam);
        }
        add("GET", address, listed, call -> answers.list(object, address, parentParam, call));
        add("GET", address + "/{}", ONE, call -> answers.retrieve(object, call));
    }

    private void add(String method, String path, Set<String> params, Function<Call, ObjectNode> answer) {
        endpoints.add(Endpoint.of(method, path, params, answer));
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
