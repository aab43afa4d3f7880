package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may still change at Stripe, however old it is, and is therefore read again by id in each run.
final class Watched {
    private final Database database;
    private final ObjectMapper mapper = new ObjectMapper();

    Watched(Database database) {
        this.database = database;
    }

    enum Kind {
        PAYMENT,
        REFUND,
        DISPUTE,
        PAYOUT
    }

    /// @param paymentId the payment it belongs to; empty for a payout
    record Thing(String stripeId, Kind kind, Optional<String> paymentId) {}

    /// Keeps what is not final, and drops what is.
    void keep(List<Thing> open, List<String> over) {
        if (open.isEmpty() && over.isEmpty()) {
            return;
        }
        ArrayNode rows = mapper.createArrayNode();
        open.forEach(thing -> rows.addObject()
                .put("stripe_id", thing.stripeId())
                .put("kind", thing.kind().name().toLowerCase(Locale.ROOT))
                .put("payment_id", thing.paymentId().orElse(null)));
        database.call(session -> new Sql(session).done("SELECT watch_stripe(?::jsonb, ?)", rows.toString(), over));
    }

    List<Thing> after(String stripeId, int most) {
        return database.read(session -> new Sql(session)
                .rows(
                        "SELECT stripe_id, kind, payment_id FROM reconciliation_watched WHERE stripe_id > ?"
                                + " ORDER BY stripe_id LIMIT ?",
                        row -> new Thing(
                                row.getString(1),
                                Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                Optional.ofNullable(row.getString(3))),
                        stripeId,
                        most));
    }
}
