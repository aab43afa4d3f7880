package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The demonstration's hand on customers, banks and Stripe. It works where the simulator runs: in one process of a
/// database.
public final class SimulatorDesk {
    private static final String RETURN_TO = "https://arzani.example/tokens";

    private final Supplier<Optional<StripeSimulator>> here;
    private final Database service;
    private final StripeGateway stripe;

    /// @param here the simulator, if this process runs it
    /// @param service signed in as the marketplace's service, which is who customers buy from
    public SimulatorDesk(Supplier<Optional<StripeSimulator>> here, Database service, StripeGateway stripe) {
        this.here = here;
        this.service = service;
        this.stripe = stripe;
    }

    /// What is for sale.
    public record Package(long id, String name, long pence) {}

    /// An order with its checkout, open to be paid.
    public record Checkout(long orderId, String sessionId) {}

    /// Whether the simulator runs in this process.
    public boolean runsHere() {
        return here.get().isPresent();
    }

    /// @throws Unavailable `simulator_elsewhere` if another process runs it
    public StripeSimulator simulator() {
        return here.get().orElseThrow(() -> new Unavailable("simulator_elsewhere"));
    }

    /// Packages a customer can buy, in the order in which they are offered.
    public List<Package> packages() {
        return service.read(session -> session
                .createNativeQuery(
                        "SELECT id, name, price_gbp FROM token_packages WHERE is_active AND stripe_price_id IS NOT NULL"
                                + " ORDER BY display_order, id",
                        Object[].class)
                .getResultList()
                .stream()
                .map(row -> new Package(number(row[0]), (String) row[1], number(row[2])))
                .toList());
    }

    /// Orders a package for a user and opens its checkout, as the marketplace does.
    ///
    /// @param operationKey the order's; the same key gives the same order and checkout again
    /// @throws Rejected `user_unknown`, `package_not_found`
    public Checkout order(String operationKey, long userId, long packageId) {
        simulator();
        long orderId = service.call(session ->
                number(session.createNativeQuery("SELECT id FROM create_order(:key, :user, :package)", Object.class)
                        .setParameter("key", operationKey)
                        .setParameter("user", userId)
                        .setParameter("package", packageId)
                        .getSingleResult()));
        String price = service.read(session -> session.createNativeQuery(
                        "SELECT stripe_price_id FROM token_packages WHERE id = :package", String.class)
                .setParameter("package", packageId)
                .getSingleResult());
        CheckoutSession made = stripe.createCheckout(
                "checkout:" + orderId, new NewCheckout(orderId, userId, price, RETURN_TO, RETURN_TO, Optional.empty()));
        service.call(
                session -> session.createNativeQuery("SELECT id FROM attach_checkout(:order, :session)", Object.class)
                        .setParameter("order", orderId)
                        .setParameter("session", made.id())
                        .getSingleResult());
        return new Checkout(orderId, made.id());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
