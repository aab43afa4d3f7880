package com.arzani.tokens.http;

import com.arzani.tokens.market.AnalyticsAccess;
import com.arzani.tokens.market.BoostTerms;
import com.arzani.tokens.market.SellerAnalytics;
import com.arzani.tokens.market.SellerFeatures;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/api/seller`: what sellers do with their own listings.
public final class SellerEndpoints {
    private static final long LEVEL_USUAL = 1;
    private static final long DAYS_USUAL = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SellerFeatures features;
    private final SellerAnalytics analytics;

    public SellerEndpoints(SellerFeatures features, SellerAnalytics analytics) {
        this.features = features;
        this.analytics = analytics;
    }

    public List<Route> routes() {
        String boost = "/api/seller/boost-listing/{id}";
        String figures = "/api/seller/premium-analytics/{id}";
        return List.of(
                Route.get(boost, Access.USER, this::boostTerms),
                Route.post(boost, Access.USER, this::boost).at(Pace.TOKEN_OPERATIONS),
                Route.get(figures, Access.USER, this::analytics),
                Route.post(figures + "/unlock", Access.USER, this::unlock).at(Pace.TOKEN_OPERATIONS));
    }

    private Answer boostTerms(Call call) {
        BoostTerms terms = features.boostTerms(
                call.userId(),
                call.number("id"),
                small("boostLevel", asked(call, "boostLevel", LEVEL_USUAL)),
                small("duration", asked(call, "duration", DAYS_USUAL)));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tokensRequired", terms.tokensRequired().count());
        told.put("tokensReturned", terms.tokensBack().count());
        told.put("boostedFrom", terms.startsAt().toString());
        told.put("boostedUntil", terms.endsAt().toString());
        return Answer.json(200, told);
    }

    private static long asked(Call call, String name, long usual) {
        return call.query(name)
                .map(text -> Digits.parse(text).orElseThrow(() -> new Rejected("field_not_number", name)))
                .orElse(usual);
    }

    private Answer boost(Call call) {
        JsonBody body = call.json();
        int level = small("boostLevel", body.number("boostLevel", LEVEL_USUAL));
        int days = small("duration", body.number("duration", DAYS_USUAL));
        return Answer.json(features.boost(call.userId(), call.number("id"), call.idempotencyKey(), level, days));
    }

    /// What fits no column fits no rule either; which numbers do, the database says.
    private static int small(String name, long number) {
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw new Rejected("field_not_number", name);
        }
        return (int) number;
    }

    private Answer analytics(Call call) {
        long listing = call.number("id");
        String figures = analytics.of(call.userId(), listing).orElseThrow(() -> locked(call.userId(), listing));
        return Answer.json(200, Map.of("success", true, "analytics", shaped(figures), "accessType", "premium"));
    }

    private Rejected locked(long user, long listing) {
        AnalyticsAccess access = features.analytics(user, listing);
        return new Rejected(
                "analytics_locked",
                access.tokensRequired().count(),
                access.currentBalance().count());
    }

    /// As the specification has it: views and contacts are lists of days of their own.
    private static JsonNode shaped(String figures) {
        try {
            ObjectNode shaped = (ObjectNode) JSON.readTree(figures);
            ArrayNode views = JSON.createArrayNode();
            ArrayNode contacts = JSON.createArrayNode();
            for (JsonNode day : shaped.withArray("byDay")) {
                views.addObject().<ObjectNode>setAll(Map.of("date", day.get("date"), "views", day.get("views")));
                contacts.addObject()
                        .<ObjectNode>setAll(Map.of(
                                "date", day.get("date"),
                                "total_contacts", day.get("total_contacts"),
                                "premium_contacts", day.get("premium_contacts")));
            }
            shaped.remove("byDay");
            shaped.set("views", views);
            shaped.set("contacts", contacts);
            return shaped;
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException(defect);
        }
    }

    private Answer unlock(Call call) {
        return Answer.json(features.unlockAnalytics(call.userId(), call.number("id"), call.idempotencyKey()));
    }
}
