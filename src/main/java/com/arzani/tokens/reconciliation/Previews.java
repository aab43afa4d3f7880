package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What a dry run would note and do. No finding is touched.
final class Previews implements Notes {
    private static final String PERSON = "person_decides";
    static final String WOULD_REPAIR = "would_repair";

    private final Database database;
    private final ObjectMapper mapper = new ObjectMapper();

    Previews(Database database) {
        this.database = database;
    }

    @Override
    public List<Seen> note(Run run, List<Difference> differences) {
        if (differences.isEmpty()) {
            return List.of();
        }
        differences.forEach(difference -> note(run, difference, PERSON));
        return differences.stream()
                .map(difference -> new Seen(0, FindingStatus.OPEN, false, difference))
                .toList();
    }

    private void note(Run run, Difference difference, String plan) {
        Difference.Subject subject = difference.subject();
        ObjectNode row = mapper.createObjectNode()
                .put("fingerprint", difference.fingerprint())
                .put("finding_class", difference.kind().name())
                .put("stripe_id", subject.stripeId())
                .put("amount_pence", difference.amount().pence())
                .put("currency", difference.amount().currency())
                .put("tokens", difference.tokens())
                .put("plan", plan);
        subject.orderId().ifPresent(order -> row.put("order_id", order));
        subject.userId().ifPresent(user -> row.put("user_id", user));
        database.call(session -> new Sql(session).done("SELECT keep_preview(?, ?::jsonb)", run.id(), row.toString()));
    }

    @Override
    public void left(Run run, Seen seen, String reason) {
        note(run, seen.difference(), reason);
    }

    @Override
    public void acting(Run run, Seen seen) {
        left(run, seen, WOULD_REPAIR);
    }

    @Override
    public void close(Run run, long findingId, FindingStatus status) {
        // Nothing is ever closed by looking.
    }
}
