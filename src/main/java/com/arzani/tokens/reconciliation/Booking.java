package com.arzani.tokens.reconciliation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Our side of one payment: the order it is for, and every entry posted for it.
///
/// @param paymentId Stripe's id of the payment
public record Booking(String paymentId, Optional<Order> order, List<Entry> entries) {
    public Booking {
        entries = List.copyOf(entries);
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

    /// Tokens the customer no longer has because of refunds: what refunds took, and the sale itself if it was reversed
    /// whole. The reversal of a duplicate credit takes nothing back of the sale.
    long takenBack() {
        Set<Long> refunds =
                entries.stream().filter(Entry::refunds).map(Entry::id).collect(Collectors.toSet());
        long byRefunds = entries.stream()
                .filter(entry -> entry.refunds() || refunds.contains(entry.reverses()))
                .mapToLong(Entry::tokens)
                .reduce(0, Math::addExact);
        long bySale = everCredited() && standingCredits().isEmpty() ? tokensSold() : 0;
        return Math.addExact(bySale, -byRefunds);
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
        return entries.stream()
                .filter(entry -> entry.credits() && entry.operationKey().equals(first))
                .mapToLong(Entry::tokens)
                .reduce(0, Math::addExact);
    }

    long tokensOf(String operation) {
        return standingCredits().stream()
                .filter(entry -> entry.operationKey().equals(operation))
                .mapToLong(Entry::tokens)
                .reduce(0, Math::addExact);
    }

    OptionalLong userId() {
        return entries.isEmpty()
                ? order.map(sold -> OptionalLong.of(sold.userId())).orElse(OptionalLong.empty())
                : OptionalLong.of(entries.getFirst().userId());
    }
}
