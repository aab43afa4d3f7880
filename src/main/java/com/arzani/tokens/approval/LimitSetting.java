package com.arzani.tokens.approval;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.Locale;

/// One version of a role's limit.
///
/// @param reason empty for the one that shipped
public record LimitSetting(String name, int version, Tokens value, String changedBy, Instant changedAt, String reason) {
    private static final String PREFIX = "LIMIT_";

    /// Whose limit it is: `support`, `finance` or `admin`.
    public String role() {
        return name.substring(PREFIX.length(), name.indexOf('_', PREFIX.length()))
                .toLowerCase(Locale.ROOT);
    }

    public LimitScope scope() {
        return LimitScope.valueOf(name.substring(name.indexOf('_', PREFIX.length()) + 1));
    }
}
