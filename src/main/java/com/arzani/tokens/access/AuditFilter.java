package com.arzani.tokens.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/// Which events are shown; null means any.
///
/// @param actor  a login, whole
/// @param action one action, by its code
/// @param from   included
/// @param until  not included
public record AuditFilter(
        String actor, String action, Long customerId, AuditEvent.Subject subject, Text reason, Period period) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, Period.ALWAYS);

    /// What the ledger's entries are called in the stream.
    static final Set<String> ENTRY_ACTIONS = Set.of("grant", "take", "reverse");

    private static final int REASON_KEPT = 200;

    /// From, included, until, not included; UTC.
    public record Period(Instant from, Instant until) {
        public static final Period ALWAYS = new Period(null, null);

        boolean holds(Instant at) {
            return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
        }
    }

    /// A whole reason, or its beginning; upper and lower case are one.
    public record Text(String value, boolean beginning) {
        public Text {
            value = key(value);
        }

        boolean matches(String reason) {
            if (reason == null) {
                return false;
            }
            String key = key(reason);
            return beginning ? key.startsWith(value) : key.equals(value);
        }

        /// As the index holds it.
        private static String key(String reason) {
            int end = reason.offsetByCodePoints(0, Math.min(REASON_KEPT, reason.codePointCount(0, reason.length())));
            return reason.substring(0, end).toLowerCase(Locale.ROOT);
        }
    }

    boolean matches(AuditEvent event) {
        return (actor == null || actor.equals(event.actor()))
                && (action == null || action.equals(event.action()))
                && (customerId == null || customerId.equals(event.customerId()))
                && (subject == null || subject.equals(event.subject()))
                && (reason == null || reason.matches(event.change().reason()))
                && period.holds(event.at());
    }

    /// How many parts besides the period narrow it.
    int parts() {
        return (actor == null ? 0 : 1)
                + (action == null ? 0 : 1)
                + (customerId == null ? 0 : 1)
                + (subject == null ? 0 : 1)
                + (reason == null ? 0 : 1);
    }

    AuditFilter of(String login) {
        return new AuditFilter(login, action, customerId, subject, reason, period);
    }
}
