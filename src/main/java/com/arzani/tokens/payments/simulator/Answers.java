package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Whole objects and lists of them, as Stripe answers them.
final class Answers {
    private static final long LIMIT_DEFAULT = 10;
    private static final long LIMIT_MAX = 100;

    /// Stripe lists events for 30 days only.
    static final long EVENTS_SECONDS = 30 * 86_400L;

    private final Templates templates;
    private final Clock clock;
    private final Expansion expansion;

    Answers(Templates templates, Clock clock) {
        this.templates = templates;
        this.clock = clock;
        this.expansion = new Expansion(this);
    }

    /// The object as it is answered, with what the request wants expanded.
    ObjectNode one(StoredObject stored, Call call) {
        ObjectNode whole = whole(stored, call.objects());
        expansion.expand(List.of(whole), call.params().list("expand"), call.objects());
        return whole;
    }

    ObjectNode whole(StoredObject stored, StoredObjects objects) {
        ObjectNode whole = templates.render(stored);
        if (stored.object().equals("dispute")) {
            ArrayNode movements = whole.putArray("balance_transactions");
            objects.children("balance_transaction", stored.id())
                    .forEach(movement -> movements.add(templates.render(movement)));
        }
        return whole;
    }

    ObjectNode retrieve(String object, Call call) {
        StoredObject found = find(object, call.id(), call.objects());
        if (found.created() < oldest(object)) {
            throw StripeRefusal.noSuch(404, object, call.id(), "id");
        }
        return one(found, call);
    }

    /// Events are kept for thirty days, everything else for good.
    long oldest(String object) {
        return object.equals("event") ? clock.instant().getEpochSecond() - EVENTS_SECONDS : Long.MIN_VALUE;
    }

    /// Finds it and keeps others from changing it until the transaction ends.
    static StoredObject lock(String object, String id, StoredObjects objects) {
        return objects.lock(object, id).orElseThrow(() -> StripeRefusal.noSuch(404, object, id, "id"));
    }

    StoredObject find(String object, String id, StoredObjects objects) {
        return objects.find(object, id).orElseThrow(() -> StripeRefusal.noSuch(404, object, id, "id"));
    }

    /// One page of a list.
    ObjectNode list(String object, String path, ListFilter filter, Call call) {
        ListQuery query = query(object, filter, call);
        List<StoredObject> found = new ArrayList<>(call.objects().page(query));
        boolean more = found.size() > query.limit();
        if (more) {
            found.removeLast();
        }
        if (query.backwards()) {
            Collections.reverse(found);
        }
        List<ObjectNode> data =
                found.stream().map(stored -> whole(stored, call.objects())).toList();
        List<String> inner = new ArrayList<>();
        for (String expanded : call.params().list("expand")) {
            if (!expanded.startsWith("data.")) {
                throw Expansion.refused(expanded);
            }
            inner.add(expanded.substring("data.".length()));
        }
        expansion.expand(data, inner, call.objects());
        return list(data, more, path);
    }

    ObjectNode list(List<ObjectNode> data, boolean more, String path) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("object", "list");
        list.putArray("data").addAll(data);
        return list.put("has_more", more).put("url", path);
    }

    private ListQuery query(String object, ListFilter filter, Call call) {
        Params params = call.params();
        long limit = params.whole("limit").orElse(LIMIT_DEFAULT);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw StripeRefusal.invalid("parameter_invalid_integer", "Invalid integer: " + limit, "limit");
        }
        Optional<String> after = params.text("starting_after");
        Optional<String> before = params.text("ending_before");
        if (after.isPresent() && before.isPresent()) {
            throw StripeRefusal.invalid("You can only use one of starting_after and ending_before.", "ending_before");
        }
        after.or(() -> before).ifPresent(cursor -> {
            if (call.objects().find(object, cursor).isEmpty()) {
                String param = after.isPresent() ? "starting_after" : "ending_before";
                throw StripeRefusal.noSuch(400, object, cursor, param);
            }
        });
        return new ListQuery(
                object,
                from(object, params),
                to(params),
                filter.wanted(params),
                after.or(() -> before),
                before.isPresent(),
                (int) limit);
    }

    private long from(String object, Params params) {
        long oldest = Math.max(0, oldest(object));
        long exact = params.whole("created").orElse(oldest);
        long from = Math.max(
                params.whole("created[gte]").orElse(exact),
                params.whole("created[gt]").orElse(Long.MIN_VALUE) + 1);
        return Math.max(oldest, from);
    }

    private static long to(Params params) {
        long exact = params.whole("created").orElse(Long.MAX_VALUE - 1) + 1;
        return Math.min(
                params.whole("created[lt]").orElse(exact),
                params.whole("created[lte]").orElse(Long.MAX_VALUE - 1) + 1);
    }
}
