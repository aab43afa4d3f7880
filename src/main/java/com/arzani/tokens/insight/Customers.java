package com.arzani.tokens.insight;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// All customers in numbers, of one moment; no person is in it.
///
/// @param bySegment every segment, in the order of the enumeration; the heaviest tenth is in the others as well
/// @param byPlan    most users first
/// @param byBand    those who ever bought or spent, by what they hold
/// @param heavyFrom tokens spent that make one of the heaviest tenth; 0 when there is none
/// @param asOf      until when entries, contacts and registrations are counted
public record Customers(
        Map<CustomerSegment, Behaviour> bySegment,
        Map<String, Behaviour> byPlan,
        Map<BalanceBand, Behaviour> byBand,
        List<Cell> cells,
        long heavyFrom,
        Instant asOf) {
    public Customers {
        cells = List.copyOf(cells);
    }

    /// A plan's users in one segment and band of balance.
    public record Cell(String plan, CustomerSegment segment, BalanceBand band, Behaviour behaviour) {}

    public long users() {
        return byPlan.values().stream().mapToLong(Behaviour::users).sum();
    }
}
