package com.arzani.tokens.payments.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.Window;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ten thousand payments: every list comes by its index, and every page costs the same.
@PostgresTest
class SimulatorScaleTest {
    private static final int PAYMENTS = 10_000;
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Window ALL = new Window(START, START.plusSeconds(PAYMENTS * 60L));

    @Test
    void everyPageOfTenThousandComesByAnIndex(TestDatabase database) throws Exception {
        try (SimulatorRig rig = new SimulatorRig(database)) {
            plant(database);
            Set<String> seen = new HashSet<>();
            Optional<String> after = Optional.empty();
            Page<Payment> page;
            do {
                page = rig.gateway.payments(ALL, after);
                page.items().forEach(payment -> seen.add(payment.id()));
                after = Optional.of(page.items().getLast().id());
            } while (page.hasMore());
            assertThat(seen).hasSize(PAYMENTS);
            rig.simulator.payOut();
        }
        for (String narrowed : List.of(
                "object = 'payment_intent' AND created >= 0 AND created < 99999999999",
                "object = 'checkout.session' AND coalesce(state->>'status', 'open') = 'open'",
                "object = 'balance_transaction' AND label = 'po_x'",
                "object = 'balance_transaction' AND coalesce(state->>'type', 'charge') = 'refund'",
                "object = 'refund' AND state->>'charge' = 'ch_x'",
                "object = 'event' AND parent = ANY ('{a,b}') AND label = 'pending'")) {
            List<String> plan = plan(
                    database,
                    "SELECT * FROM simulator.objects WHERE " + narrowed
                            + " AND (created, seq) < (5, 5) ORDER BY created DESC, seq DESC LIMIT 101");
            assertThat(plan).as(narrowed).noneMatch(line -> line.contains("Seq Scan"));
        }
    }

    private static void plant(TestDatabase database) {
        List<SimulatorRow> rows = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            rows.addAll(PastPayments.paid(
                    new PastPayments.Paid("p" + i, i + 1, 1000, START.plusSeconds(i * 60L), 0, false)));
        }
        database.sql()
                .execute(
                        "INSERT INTO simulator.objects (id, object, created, parent, state)"
                                + " SELECT id, object, created, parent, state::jsonb FROM jsonb_to_recordset(?::jsonb)"
                                + " AS t(id text, object text, created bigint, parent text, state text)",
                        new ObjectMapper().valueToTree(rows).toString());
        database.sql().execute("ANALYZE simulator.objects");
    }

    private static List<String> plan(TestDatabase database, String statement) {
        return database.sql().rows("EXPLAIN " + statement).stream()
                .map(row -> row.get("QUERY PLAN").toString())
                .toList();
    }
}
