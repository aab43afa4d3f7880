package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Events that came and were not worked off (R10), and those of the other mode or another account (R13). The inbox
/// tries
/// again by itself, with growing pauses; what it parked waits for a person.
final class InboxStage implements StageWork {
    private static final int MOST = 200;
    private static final String STUCK = """
            SELECT id, stripe_event_id, event_type, object_id, status, attempts, cause, livemode <> ? OR account IS NOT NULL AS mixed
            FROM webhook_logs
            WHERE status IN ('received', 'failed', 'parked') AND id > ?
              AND (status = 'parked' OR attempts >= 5 OR received_at < ? - interval '5 minutes')
            ORDER BY id LIMIT ?
            """;

    private final Tools tools;
    private final boolean live;

    InboxStage(Tools tools, boolean live) {
        this.tools = tools;
        this.live = live;
    }

    private record Stuck(long id, Difference difference) {}

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        long after = run.reached().cursor().map(Long::parseLong).orElse(0L);
        List<Stuck> stuck = tools.database()
                .read(session -> new Sql(session)
                        .rows(
                                STUCK,
                                InboxStage::stuck,
                                live,
                                after,
                                run.window().to(),
                                MOST));
        tools.notes(run).note(run, stuck.stream().map(Stuck::difference).toList());
        return Done.at(
                stuck.size() < MOST
                        ? run.reached().onward()
                        : run.reached().at(Long.toString(stuck.getLast().id())));
    }

    private static Stuck stuck(ResultSet row) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("event_type", row.getString("event_type"));
        facts.put("event_object", text(row.getString("object_id")));
        facts.put("event_state", row.getString("status"));
        facts.put("attempts", Long.toString(row.getLong("attempts")));
        facts.put("event_cause", text(row.getString("cause")));
        FindingClass kind = row.getBoolean("mixed") ? FindingClass.R13 : FindingClass.R10;
        return new Stuck(
                row.getLong("id"),
                new Difference(
                        kind,
                        Difference.Subject.of(row.getString("stripe_event_id")),
                        new Amount(0, "GBP"),
                        0,
                        Difference.Gap.NONE,
                        Sides.of(facts)));
    }

    private static String text(String nullable) {
        return nullable == null ? "" : nullable;
    }
}
