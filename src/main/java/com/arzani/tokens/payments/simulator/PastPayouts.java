package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Payouts of the past: what became available on one day left with the payout of the next. One that would have been
/// negative took the money from the bank.
public final class PastPayouts {
    private static final long DAY_SECONDS = 86_400;
    private static final long TRAVEL_SECONDS = 2 * DAY_SECONDS;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<Long, Long> netByDay = new TreeMap<>();
    private final long now;

    /// @param now no payout left after this moment
    public PastPayouts(Instant now) {
        this.now = now.getEpochSecond();
    }

    /// The row with the payout it left with, if it is a movement that left; any other row as it is.
    public SimulatorRow paidOut(SimulatorRow row) {
        long day = leaving(row.created());
        if (!row.object().equals("balance_transaction") || day > now) {
            return row;
        }
        JsonNode state = read(row);
        long net = state.path("amount").longValue() - state.path("fee").longValue();
        netByDay.merge(day, net, Math::addExact);
        return row.labelled(id(day));
    }

    /// The payouts of all movements seen, and their own movements.
    public List<SimulatorRow> rows() {
        List<SimulatorRow> rows = new ArrayList<>();
        netByDay.forEach((day, net) -> {
            long arrival = day + TRAVEL_SECONDS;
            String movement = "txn_" + id(day);
            String state = "{\"amount\":" + net + ",\"balance_transaction\":\"" + movement + "\"";
            rows.add(
                    arrival <= now
                            ? new SimulatorRow(
                                    id(day), "payout", day, null, state + ",\"arrival_date\":" + arrival + "}")
                            : new SimulatorRow(
                                    id(day),
                                    "payout",
                                    day,
                                    null,
                                    null,
                                    arrival,
                                    state + ",\"status\":\"in_transit\"}"));
            rows.add(new SimulatorRow(
                            movement,
                            "balance_transaction",
                            day,
                            id(day),
                            "{\"amount\":" + -net + ",\"type\":\"payout\",\"reporting_category\":\"payout\"}")
                    .labelled(id(day)));
        });
        return rows;
    }

    /// The first midnight after it became available.
    private static long leaving(long created) {
        return Math.floorDiv(created + TRAVEL_SECONDS, DAY_SECONDS) * DAY_SECONDS + DAY_SECONDS;
    }

    private static String id(long day) {
        return "po_" + DATE.format(Instant.ofEpochSecond(day));
    }

    private JsonNode read(SimulatorRow row) {
        try {
            return mapper.readTree(row.state());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not the state of a row: " + row.id(), unreadable);
        }
    }
}
