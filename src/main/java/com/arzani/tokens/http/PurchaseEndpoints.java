package com.arzani.tokens.http;

import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.market.Rollout;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.OpenCheckout;
import com.arzani.tokens.payments.checkout.OrderState;
import com.arzani.tokens.problem.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Buying tokens: the checkout, and the pages to which a customer comes back from it.
public final class PurchaseEndpoints {
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_]{1,255}");

    private final Checkout checkout;
    private final Offers offers;
    private final Rollout rollout;
    private final Function<String, Optional<OrderState>> orders;
    private final ReturnPage page;

    /// @param orders how the order of a checkout stands
    public PurchaseEndpoints(
            Checkout checkout,
            Offers offers,
            Rollout rollout,
            Function<String, Optional<OrderState>> orders,
            Wording wording) {
        this.checkout = checkout;
        this.offers = offers;
        this.rollout = rollout;
        this.orders = orders;
        this.page = new ReturnPage(wording);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/tokens/purchase", Access.USER, this::purchase).at(Pace.PURCHASES),
                Route.get("/tokens/success", Access.ANYBODY, this::success),
                Route.get("/tokens/cancel", Access.ANYBODY, call -> page.of("cancelled", Optional.empty())));
    }

    private Answer purchase(Call call) {
        long user = call.userId();
        String key = call.idempotencyKey();
        long packageId = call.json().number("packageId");
        Gates.require(rollout, Rollout.TOKEN_SYSTEM, user);
        // Another group's price is not for sale to who guesses its number.
        if (offers.shown(user).stream().noneMatch(shown -> shown.id() == packageId)) {
            throw new Rejected("package_not_found", packageId);
        }
        OpenCheckout open = checkout.create("purchase:" + user + ":" + key, user, packageId);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("sessionId", open.sessionId());
        told.put("url", open.url());
        told.put("orderId", open.orderId());
        return Answer.json(200, told);
    }

    private Answer success(Call call) {
        Optional<OrderState> order = call.query("session_id")
                .filter(session -> SESSION.matcher(session).matches())
                .flatMap(orders);
        return page.of(order.map(OrderState::status).orElse("unknown"), order);
    }
}
