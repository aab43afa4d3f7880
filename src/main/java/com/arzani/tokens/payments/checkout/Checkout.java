package com.arzani.tokens.payments.checkout;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Sells: an order, and from it one Stripe checkout session. The one way to an order in this product.
///
/// Killed anywhere, the next try with the same key ends with the same order and the same session: the order has its
/// key,
/// the session is made under a key and with content that come from the order alone.
public final class Checkout {
    /// Keys an order may use at Stripe: a definite failure keeps its answer under its key (rule 7).
    private static final int ROUNDS_MAX = 3;

    /// Neither made under this key, nor ever will be.
    private static final Set<String> KEY_SPENT = Set.of("stripe_failed", "stripe_key_reused");

    /// How far Stripe's clock may be from the database's.
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final Orders orders;
    private final StripeGateway stripe;
    private final ReturnPages pages;

    /// @param database signed in as the service
    public Checkout(Database database, StripeGateway stripe, ReturnPages pages) {
        this.orders = new Orders(database);
        this.stripe = stripe;
        this.pages = pages;
    }

    /// Orders a package for a user and opens its checkout.
    ///
    /// @param operationKey the caller's; the same key gives the same order and checkout again
    /// @throws Rejected `user_unknown`, `package_not_found`, `operation_key_malformed`, `checkout_order_ended`,
    /// `purchase_refused` (it looks odd; no reasons are told), `user_blocked`
    /// @throws Conflict `key_used` if the key belongs to another order
    public OpenCheckout create(String operationKey, long userId, long packageId) {
        return open(orders.create(operationKey, userId, packageId));
    }

    /// Opens the checkout of an order, or gives the one it has.
    ///
    /// @throws Rejected `order_unknown`, `checkout_order_ended`, `checkout_answer_malformed`
    public OpenCheckout open(long orderId) {
        FrozenOrder order = orders.find(orderId).orElseThrow(() -> new Rejected("order_unknown", orderId));
        if (order.checkout().isPresent()) {
            return order.checkout()
                    .filter(made -> !made.url().isEmpty())
                    .orElseThrow(() -> new Rejected("checkout_order_ended", orderId));
        }
        if (order.life().ended()) {
            throw new Rejected("checkout_order_ended", orderId);
        }
        return attach(order, session(order));
    }

    private CheckoutSession session(FrozenOrder order) {
        Optional<String> price = order.sold().priceId();
        if (price.isPresent()) {
            Optional<CheckoutSession> priced = byPrice(order, price.get());
            if (priced.isPresent()) {
                return priced.get();
            }
        }
        return made(order, order.named(), order.key());
    }

    /// By Stripe's own price, if that still is what the order says; a price of before an edit is not (T9).
    private Optional<CheckoutSession> byPrice(FrozenOrder order, String priceId) {
        String key = order.key() + "-priced";
        CheckoutSession made;
        try {
            made = made(order, new NewCheckout.Priced(priceId), key);
        } catch (Rejected refused) {
            if (refused.key().equals("stripe_key_refused")) {
                throw refused;
            }
            return Optional.empty();
        }
        if (order.agrees(made)) {
            return Optional.of(made);
        }
        end(made.id(), key);
        return Optional.empty();
    }

    private CheckoutSession made(FrozenOrder order, NewCheckout.Item item, String key) {
        NewCheckout wanted = order.checkout(item, pages);
        for (int round = 1; ; round++) {
            try {
                return stripe.createCheckout(round == 1 ? key : key + "-" + round, wanted);
            } catch (TokenProblem failed) {
                if (!KEY_SPENT.contains(failed.key()) || round == ROUNDS_MAX) {
                    throw failed;
                }
            }
            Optional<CheckoutSession> before = find(order);
            if (before.isPresent()) {
                return before.get();
            }
        }
    }

    /// The session of this order that Stripe has all the same, found by its metadata.
    private Optional<CheckoutSession> find(FrozenOrder order) {
        Window when = new Window(
                order.life().createdAt().minus(CLOCKS_APART),
                order.life().expiresAt().plus(CLOCKS_APART));
        Optional<String> after = Optional.empty();
        while (true) {
            Page<CheckoutSession> page = stripe.checkoutSessions(when, after);
            Optional<CheckoutSession> found = page.items().stream()
                    .filter(session -> order.isOf(session) && order.agrees(session))
                    .findFirst();
            if (found.isPresent() || !page.hasMore() || page.items().isEmpty()) {
                return found;
            }
            after = Optional.of(page.items().getLast().id());
        }
    }

    private OpenCheckout attach(FrozenOrder order, CheckoutSession session) {
        String url = session.url().orElse("");
        if (url.isEmpty() || !order.agrees(session)) {
            throw new Rejected("checkout_answer_malformed");
        }
        try {
            orders.attach(order.id(), session.id(), url);
        } catch (Conflict other) {
            // Somebody was quicker with another session: one is enough.
            end(session.id(), order.key() + "-" + session.id());
            return orders.find(order.id()).flatMap(FrozenOrder::checkout).orElseThrow(() -> other);
        }
        return new OpenCheckout(order.id(), session.id(), url);
    }

    private void end(String sessionId, String key) {
        try {
            stripe.expireCheckout(key + "-end", sessionId);
        } catch (Rejected notOpen) {
            // Ended before, which is all that was wanted; no one was given its address.
        }
    }
}
