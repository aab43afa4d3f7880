package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Set;

/// Which entries a list shows; null or empty means any. User, one type, action, payment, operation and order go through
/// indexes;
/// several types, direction and amount are looked at row by row (ruling 32).
public record EntryFilter(Long userId, Set<EntryType> types, Subject subject, Period period, Amount amount) {
    public static final EntryFilter ALL = new EntryFilter(null, Set.of(), Subject.ANY, Period.ALWAYS, Amount.ANY);

    /// What the entries are about.
    public record Subject(String actionType, String paymentIntentId, String operationKey, Long orderId) {
        public static final Subject ANY = new Subject(null, null, null, null);
    }

    /// From, included, until, not included; UTC.
    public record Period(Instant from, Instant until) {
        public static final Period ALWAYS = new Period(null, null);
    }

    /// Direction and size of the movement.
    public record Amount(Direction direction, Tokens atLeast, Tokens atMost) {
        public static final Amount ANY = new Amount(null, null, null);
    }

    public EntryFilter {
        types = Set.copyOf(types);
    }

    public static EntryFilter ofUser(long userId) {
        return ALL.withUser(userId);
    }

    public EntryFilter withUser(Long id) {
        return new EntryFilter(id, types, subject, period, amount);
    }

    public EntryFilter withTypes(Set<EntryType> some) {
        return new EntryFilter(userId, some, subject, period, amount);
    }

    public EntryFilter withSubject(Subject other) {
        return new EntryFilter(userId, types, other, period, amount);
    }

    public EntryFilter withPeriod(Period other) {
        return new EntryFilter(userId, types, subject, other, amount);
    }

    public EntryFilter withAmount(Amount other) {
        return new EntryFilter(userId, types, subject, period, other);
    }

    /// Whether rows must be looked at one by one, after the index has found them.
    boolean hasResidual() {
        return types.size() > 1 || subject.orderId() != null || !amount.equals(Amount.ANY);
    }

    /// The part that no index answers.
    boolean matches(LedgerEntry entry) {
        return (types.size() < 2 || types.contains(entry.type()))
                && (subject.orderId() == null || subject.orderId().equals(entry.orderId()))
                && (amount.direction() == null || amount.direction() == entry.direction())
                && (amount.atLeast() == null || entry.amount().compareTo(amount.atLeast()) >= 0)
                && (amount.atMost() == null || entry.amount().compareTo(amount.atMost()) <= 0);
    }
}
