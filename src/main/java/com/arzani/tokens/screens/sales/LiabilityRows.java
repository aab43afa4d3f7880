package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.LiabilityMovement;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Target;

/// Where the ledger's entries behind a movement are.
///
/// @param seen whether the person may see entries at all: they name customers
record LiabilityRows(boolean seen) {
    private static final String CREDITS = "adjustment,bonus,purchase";

    /// @return null where there is nothing to open
    Target of(SalesSpan span, LiabilityMovement movement, boolean back) {
        Target days = days(span);
        if (days == null) {
            return null;
        }
        boolean credit = movement == LiabilityMovement.SOLD || movement == LiabilityMovement.GRANTED;
        return switch (movement) {
            case DISPUTED -> days.with("type", "dispute").with("direction", back ? "in" : "out");
            case HELD -> days.with("type", "dispute").with("action", back ? "risk_release" : "risk_hold");
            case SETTLED -> days.with("type", CREDITS);
            default ->
                back
                        ? days.with("type", "reversal").with("direction", credit ? "out" : "in")
                        : days.with("type", type(movement)).with("direction", credit ? "in" : "out");
        };
    }

    /// The entries that brought the tokens of some days.
    Target credits(SalesSpan span) {
        Target days = days(span);
        return days == null ? null : days.with("type", CREDITS).with("direction", "in");
    }

    private Target days(SalesSpan span) {
        return seen
                ? Places.transactions()
                        .with("from", span.from())
                        .with("to", span.to().minusDays(1))
                : null;
    }

    private static String type(LiabilityMovement movement) {
        return switch (movement) {
            case SOLD -> "bonus,purchase";
            case SPENT -> "consumption";
            case REFUNDED -> "refund";
            case EXPIRED -> "expiry";
            default -> "adjustment";
        };
    }
}
