package com.arzani.tokens.payments.simulator;

import java.util.List;
import java.util.Set;

/// The newest events, and where each stands.
final class RecentEvents {
    private RecentEvents() {}

    static List<Webhooks.Sent> read(int most, long since, StoredObjects objects) {
        return objects.rows("""
                        SELECT e.id, e.parent, coalesce(e.state #>> '{data,object,id}', ''), e.created,
                               coalesce((SELECT string_agg(DISTINCT d.state, ',') FROM simulator.deliveries d
                                          WHERE d.event_id = e.id), ''),
                               coalesce((SELECT d.last_status FROM simulator.deliveries d
                                          WHERE d.event_id = e.id ORDER BY d.last_status IS NULL, d.id DESC LIMIT 1), -1)
                          FROM simulator.objects e
                         WHERE e.object = 'event' AND e.created >= ? ORDER BY e.created DESC, e.seq DESC LIMIT ?
                        """, since, most).stream()
                .map(row -> new Webhooks.Sent(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (Long) row[3],
                        row[4].equals("") ? Set.of() : Set.of(((String) row[4]).split(",")),
                        (Integer) row[5]))
                .toList();
    }
}
