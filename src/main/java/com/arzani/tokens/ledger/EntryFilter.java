package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Set;

/// Which entries a list shows; null or empty means any. Payment, user, action and types have indexes, of which a page
/// walks
/// one; the rest is looked at row by row (ruling 32). An operation and an order are found by their keys.
public record EntryFilter(Long userId, Set<EntryType> types, Subject subject, Period period, Amount amount, Sale sale) {
    public static final EntryFilter ALL =
            new EntryFilter(null, Set.of(), Subject.ANY, Period.ALWAYS, Amount.ANY, Sale.ANY);

    /// What the entries are about.
    public record Subject(String actionType, String paymentIntentId, String operationKey, Long orderId) {
        public static final Subject ANY = new Subject(null, null, null, null);

        private boolean matches(LedgerEntry entry) {
            return (actionType == null || actionType.equals(entry.actionType()))
                    && (paymentIntentId == null || paymentIntentId.equals(entry.paymentIntentId()))
                    && (operationKey == null || operationKey.equals(entry.operationKey()))
                    && (orderId == null || orderId.equals(entry.orderId()));
        }
    }

    /// From, included, until, not included; UTC.
    public record Period(Instant from, Instant until) {
        public static final Period ALWAYS = new Period(null, null);
    }

    /// Direction and size of the movement.
    public record Amount(Direction direction, Tokens atLeast, Tokens atMost) {
        public static final Amount ANY = new Amount(null, null, null);

        private boolean matches(LedgerEntry entry) {
            return (direction == null || direction == entry.direction())
                    && (atLeast == null || entry.amount().compareTo(atLeast) >= 0)
                    && (atMost == null || entry.amount().compareTo(atMost) <= 0);
        }
    }

    /// As what an entry was sold, frozen when it was (T9); anything but [#ANY] leaves credited sales alone. For
    /// finance,
    /// administrators and the service.
    ///
    /// @param plan    the buyer's at that time; empty for none
    /// @param variant of the price experiment; empty for none
    /// @param buyer   `new` or `returning`
    public record Sale(Long packageId, String plan, String variant, String buyer) {
        public static final Sale ANY = new Sale(null, null, null, null);
    }

    public EntryFilter {
        types = Set.copyOf(types);
    }

    public static EntryFilter ofUser(long userId) {
        return ALL.withUser(userId);
    }

    public EntryFilter withUser(Long id) {
        return new EntryFilter(id, types, subject, period, amount, sale);
    }

    public EntryFilter withTypes(Set<EntryType> some) {
        return new EntryFilter(userId, some, subject, period, amount, sale);
    }

    public EntryFilter withSubject(Subject other) {
        return new EntryFilter(userId, types, other, period, amount, sale);
    }

    public EntryFilter withPeriod(Period other) {
        return new EntryFilter(userId, types, subject, other, amount, sale);
    }

    public EntryFilter withAmount(Amount other) {
        return new EntryFilter(userId, types, subject, period, other, sale);
    }

    public EntryFilter withSale(Sale other) {
        return new EntryFilter(userId, types, subject, period, amount, other);
    }

    /// The index that a page walks; what it does not answer is looked at row by row.
    enum Walk {
        PAYMENT,
        USER,
        ACTION,
        TYPES,
        TIME
    }

    Walk walk() {
        if (subject.paymentIntentId() != null) {
            return Walk.PAYMENT;
        }
        if (userId != null) {
            return Walk.USER;
        }
        if (subject.actionType() != null) {
            return Walk.ACTION;
        }
        return types.isEmpty() ? Walk.TIME : Walk.TYPES;
    }

    /// Whether rows must be looked at one by one, after the index has found them.
    boolean hasResidual() {
        int indexed = (subject.paymentIntentId() == null ? 0 : 1)
                + (userId == null ? 0 : 1)
                + (subject.actionType() == null ? 0 : 1)
                + (types.isEmpty() ? 0 : 1);
        return indexed > 1 || subject.orderId() != null || !amount.equals(Amount.ANY);
    }

    /// Whether an entry passes every part of the filter but its period.
    boolean matches(LedgerEntry entry) {
        return (userId == null || userId == entry.userId())
                && (types.isEmpty() || types.contains(entry.type()))
                && subject.matches(entry)
                && amount.matches(entry);
    }

    boolean inPeriod(LedgerEntry entry) {
        return (period.from() == null || !entry.createdAt().isBefore(period.from()))
                && (period.until() == null || entry.createdAt().isBefore(period.until()));
    }
}
