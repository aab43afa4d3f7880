package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.OpenCheckout;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The demonstration's hand on customers, banks and Stripe. It works where the simulator runs: in one process of a
/// database.
public final class SimulatorDesk {
    private final Supplier<Optional<StripeSimulator>> here;
    private final Database service;
    private final Checkout checkout;

    /// @param here the simulator, if this process runs it
    /// @param service signed in as the marketplace's service, which is who customers buy from
    public SimulatorDesk(Supplier<Optional<StripeSimulator>> here, Database service, Checkout checkout) {
        this.here = here;
        this.service = service;
        this.checkout = checkout;
    }

    /// What is for sale.
    public record Package(long id, String name, long pence) {}

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
                        "SELECT id, name, price_gbp FROM token_packages WHERE is_active ORDER BY display_order, id",
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
    public OpenCheckout order(String operationKey, long userId, long packageId) {
        simulator();
        return checkout.create(operationKey, userId, packageId);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
