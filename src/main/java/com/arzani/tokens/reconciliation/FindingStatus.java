package com.arzani.tokens.reconciliation;

/// Where a finding stands. The job sets `OPEN`, `FIXED` and `GONE`; the others are people's decisions.
public enum FindingStatus {
    OPEN,
    /// The system has put it right.
    FIXED,
    WAITING,
    RESOLVED,
    /// Known, and left as it is.
    ACCEPTED,
    /// The cause went away.
    GONE;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// @param code as the database writes it
    public static FindingStatus of(String code) {
        return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
}
