package com.arzani.tokens.insight;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/// Everything the Economy screen shows, of one moment.
///
/// @param from     the first month
/// @param to       the month under way
/// @param entriesAsOf until when entries are in the flows
/// @param monthsAsOf  until when answered contacts and the shares by month are counted
public record EconomyReport(
        YearMonth from,
        YearMonth to,
        Customers customers,
        List<FlowMonth> flows,
        List<UseMonth> use,
        List<SignupCohort> cohorts,
        List<ContactMonth> contacts,
        List<Kpi> kpis,
        Instant entriesAsOf,
        Instant monthsAsOf) {
    public EconomyReport {
        flows = List.copyOf(flows);
        use = List.copyOf(use);
        cohorts = List.copyOf(cohorts);
        contacts = List.copyOf(contacts);
        kpis = List.copyOf(kpis);
    }
}
