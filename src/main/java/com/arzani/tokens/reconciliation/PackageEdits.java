package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Window;
import java.util.List;

/// Sales that differ from today's package because it was edited since (R11). That is no difference: what was sold is
/// frozen on the order, and the payments are compared with that. They are labelled, so that nobody takes them for one.
public final class PackageEdits {
    private static final String EDITED = """
            FROM token_orders o JOIN token_package_versions v ON v.id = o.package_version_id
            JOIN token_packages p ON p.id = v.package_id
            WHERE o.created_at >= ? AND o.created_at < ? AND o.status = 'paid'
              AND (o.token_amount, o.bonus_tokens, o.price_pence) IS DISTINCT FROM (p.token_amount, p.bonus_tokens, p.price_gbp)
            """;

    private final Database database;

    public PackageEdits(Database database) {
        this.database = database;
    }

    public long count(Window window) {
        return database.read(session -> new Sql(session)
                .row("SELECT count(*) " + EDITED, row -> row.getLong(1), window.from(), window.to())
                .orElse(0L));
    }

    /// The payments they were paid with, oldest first.
    public List<String> payments(Window window, int most) {
        return database.read(session -> new Sql(session)
                .rows(
                        "SELECT o.stripe_payment_intent_id " + EDITED + " ORDER BY o.created_at, o.id LIMIT ?",
                        row -> row.getString(1),
                        window.from(),
                        window.to(),
                        most));
    }
}
