package com.arzani.tokens.payments.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Parameters by which one list can be narrowed, and what each of them means for the rows.
///
/// @param parents parameters that name the parent; `[#]` at the end for a list of them
/// @param label the parameter that names the label, or null
/// @param state fields of the state, by the SQL expression that gives each (the indexes are over the same ones)
record ListFilter(List<String> parents, String label, boolean ids, Map<String, String> state) {
    static final ListFilter NONE = new ListFilter(List.of(), null, false, Map.of());
    static final ListFilter PRODUCTS = new ListFilter(List.of(), null, true, Map.of("active", field("active", "true")));
    static final ListFilter PRICES = new ListFilter(
            List.of("product"),
            null,
            false,
            Map.of(
                    "active",
                    field("active", "true"),
                    "currency",
                    field("currency", "gbp"),
                    "lookup_keys[#]",
                    "state->>'lookup_key'"));
    static final ListFilter SESSIONS =
            new ListFilter(List.of("payment_intent"), null, false, Map.of("status", field("status", "open")));
    static final ListFilter CHARGES = new ListFilter(List.of("payment_intent"), null, false, Map.of());
    static final ListFilter OF_CHARGE =
            new ListFilter(List.of("payment_intent"), null, false, Map.of("charge", "state->>'charge'"));
    static final ListFilter MOVEMENTS =
            new ListFilter(List.of("source"), "payout", false, Map.of("type", field("type", "charge")));
    static final ListFilter EVENTS = new ListFilter(List.of("type", "types[#]"), "delivery_success", false, Map.of());
    static final ListFilter PAYOUTS = new ListFilter(List.of(), null, false, Map.of("status", field("status", "paid")));

    private static String field(String name, String otherwise) {
        return "coalesce(state->>'" + name + "', '" + otherwise + "')";
    }

    /// The parameters' names, as an endpoint allows them.
    Set<String> names() {
        Set<String> names = new HashSet<>(parents);
        names.addAll(state.keySet());
        if (label != null) {
            names.add(label);
        }
        if (ids) {
            names.add("ids[#]");
        }
        return names;
    }

    ListQuery.Wanted wanted(Params params) {
        Set<String> named = new HashSet<>();
        for (String parent : parents) {
            named.addAll(
                    parent.endsWith("[#]")
                            ? params.list(parent.substring(0, parent.length() - 3))
                            : params.text(parent).map(List::of).orElse(List.of()));
        }
        Map<String, String> values = new TreeMap<>();
        state.forEach((param, expression) -> text(params, param).ifPresent(value -> values.put(expression, value)));
        List<String> listed = ids ? params.list("ids") : List.of();
        return new ListQuery.Wanted(
                named.isEmpty() ? Optional.empty() : Optional.of(named),
                label == null ? Optional.empty() : label(params),
                listed.isEmpty() ? Optional.empty() : Optional.of(new HashSet<>(listed)),
                values);
    }

    /// A list of one is taken as its one value; of more, the first refused.
    private static Optional<String> text(Params params, String param) {
        if (!param.endsWith("[#]")) {
            return params.text(param);
        }
        List<String> several = params.list(param.substring(0, param.length() - 3));
        if (several.size() > 1) {
            throw StripeRefusal.invalid("The simulator takes one value at a time here.", param);
        }
        return several.stream().findFirst();
    }

    private Optional<String> label(Params params) {
        if (label.equals("delivery_success")) {
            return params.truth(label).map(done -> done ? Deliveries.DELIVERED : Deliveries.PENDING);
        }
        return params.text(label);
    }
}
