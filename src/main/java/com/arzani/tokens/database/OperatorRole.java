package com.arzani.tokens.database;

import java.util.Locale;

/// What an operator may do, by the group role their login is a member of. PostgreSQL is the judge; this is what the
/// console shows.
/// When a login is a member of several, the first in this order counts.
public enum OperatorRole {
    ADMIN,
    FINANCE,
    PRODUCT,
    SUPPORT,
    SERVICE;

    /// The group role in PostgreSQL, for example `tokens_support`.
    public String groupRole() {
        return "tokens_" + name().toLowerCase(Locale.ROOT);
    }
}
