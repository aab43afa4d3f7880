package com.arzani.tokens.reconciliation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Our side of one payment: the order it is for, every entry posted for it, and the wallet they are in.
///
/// @param paymentId Stripe's id of the payment
/// @param twin the same customer's sale of the same package minutes before, if there is one (R8)
/// @param wallet as it stands; absent when no customer is known
public record Booking(
        String paymentId, Optional<Order> order, List<Entry> entries, Optional<Twin> twin, Optional<Holding> wallet) {
    public Booking {
        entries = List.copyOf(entries);
    }

    /// Another sale that this one may repeat.
    public record Twin(long orderId, String paymentId) {}

    /// What a customer has, and owes.
    public record Holding(long balance, long owed) {}

    /// Whether the order was paid with another payment: then this one is the customer's second for it.
    boolean isSecondPayment() {
        return order.flatMap(Order::paymentId)
                .filter(paid -> !paid.equals(paymentId))
                .isPresent();
    }

    /// Whether anything was ever credited, taken back since or not.
    public boolean everCredited() {
        return entries.stream().anyMatch(Entry::credits);
    }

    /// Credits that nothing has reversed, oldest first.
    List<Entry> standingCredits() {
        Set<Long> reversed = entries.stream().map(Entry::reverses).collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.credits() && !reversed.contains(entry.id()))
                .toList();
    }

    /// Operations whose credits stand, oldest first; more than one is a duplicate credit.
    List<String> standingOperations() {
        return standingCredits().stream().map(Entry::operationKey).distinct().toList();
    }

    /// Whether a person has reversed the sale itself.
    boolean saleReversed() {
        return everCredited() && standingCredits().isEmpty();
    }

    /// Tokens the customer no longer has because of refunds: what refunds took, and the sale itself if it was reversed
    /// whole. The reversal of a duplicate credit takes nothing back of the sale.
    long takenBack() {
        long bySale = saleReversed() ? tokensSold() : 0;
        return Math.addExact(bySale, takenByRefunds());
    }

    /// What refunds took and nothing gave back.
    long takenByRefunds() {
        return -moved(Entry::refunds);
    }

    /// What disputes hold, or took for good.
    long takenByDisputes() {
        return -moved(Entry::disputes);
    }

    private long moved(Predicate<Entry> kind) {
        Set<Long> ids = entries.stream().filter(kind).map(Entry::id).collect(Collectors.toSet());
        return sum(entry -> kind.test(entry) || ids.contains(entry.reverses()));
    }

    /// What all entries of the payment come to.
    long booked() {
        return sum(entry -> true);
    }

    /// Debt that was made by taking back what was spent and is still owed.
    long owed() {
        long made = entries.stream()
                .filter(entry -> entry.owed() > 0)
                .mapToLong(Entry::owed)
                .reduce(0, Math::addExact);
        return Math.min(made, wallet.map(Holding::owed).orElse(0L));
    }

    /// Tokens of one sale: the order's, or without an order what the first operation credited.
    long tokensSold() {
        if (order.isPresent()) {
            return order.get().tokens();
        }
        String first = entries.stream()
                .filter(Entry::credits)
                .map(Entry::operationKey)
                .findFirst()
                .orElse("");
        return sum(entry -> entry.credits() && entry.operationKey().equals(first));
    }

    long tokensOf(String operation) {
        return standingCredits().stream()
                .filter(entry -> entry.operationKey().equals(operation))
                .mapToLong(Entry::tokens)
                .reduce(0, Math::addExact);
    }

    private long sum(Predicate<Entry> which) {
        return entries.stream().filter(which).mapToLong(Entry::tokens).reduce(0, Math::addExact);
    }

    OptionalLong userId() {
        return entries.isEmpty()
                ? order.map(sold -> OptionalLong.of(sold.userId())).orElse(OptionalLong.empty())
                : OptionalLong.of(entries.getFirst().userId());
    }
}
