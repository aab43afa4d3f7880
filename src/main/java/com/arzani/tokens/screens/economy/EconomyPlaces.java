package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.BalanceBand;
import com.arzani.tokens.insight.CustomerSegment;
import com.arzani.tokens.insight.TokenFlow;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Target;
import java.time.YearMonth;

/// Where the rows behind a number are; null for a role that may not see who they are.
record EconomyPlaces(boolean persons) {
    Target flow(TokenFlow flow, YearMonth month) {
        return allowed(Places.transactions()
                .with("type", String.join(",", flow.types()))
                .with("direction", flow.isIn() ? "in" : "out")
                .with("from", month.atDay(1))
                .with("to", month.atEndOfMonth()));
    }

    Target segment(CustomerSegment segment) {
        return allowed(Places.customers().with(Places.SEGMENT, segment.key()));
    }

    Target plan(String plan) {
        return allowed(Places.customers().with(Places.PLAN, plan));
    }

    Target band(BalanceBand band) {
        return allowed(Places.customers().with(Places.BAND, band.number()));
    }

    Target joined(YearMonth month) {
        return allowed(Places.customers().with(Places.COHORT, month.atDay(1)));
    }

    Target converted(YearMonth month) {
        return allowed(Places.customers().with(Places.COHORT, month.atDay(1)).with(Places.CONVERTED, true));
    }

    /// Purchases are where used tokens began.
    Target bought(YearMonth month) {
        return flow(TokenFlow.BOUGHT, month);
    }

    Target contacts(YearMonth month) {
        return allowed(Places.transactions()
                .with("action", "contact_seller")
                .with("from", month.atDay(1))
                .with("to", month.atEndOfMonth()));
    }

    private Target allowed(Target place) {
        return persons ? place : null;
    }
}
