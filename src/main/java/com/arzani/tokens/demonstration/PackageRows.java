package com.arzani.tokens.demonstration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;

/// Gives the packages their history. The first version of a package was published by the migration a moment ago; here
/// it
/// becomes two years old, which the owner may do and no operator.
final class PackageRows {
    private static final String BACKDATE = """
            UPDATE token_package_versions SET token_amount = ?, bonus_tokens = ?, price_gbp = ?, published_at = ?,
                published_by = 'demo_product', reason = ? WHERE id = ?
            """;
    private static final String PUBLISH = """
            INSERT INTO token_package_versions (token_amount, bonus_tokens, price_gbp, published_at, published_by, reason, id,
                package_id, version, name, description, currency, is_active, is_recommended, display_order)
            SELECT ?, ?, ?, ?, 'demo_product', ?, ?, p.id, ?, p.name, p.description, p.currency, ?, p.is_recommended,
                p.display_order
            FROM token_packages p WHERE p.id = ?
            """;
    private static final String PRESENT = """
            UPDATE token_packages p SET token_amount = v.token_amount, bonus_tokens = v.bonus_tokens, price_gbp = v.price_gbp,
                is_active = v.is_active, version = v.version, updated_at = v.published_at,
                created_at = (SELECT min(published_at) FROM token_package_versions f WHERE f.package_id = p.id),
                stripe_product_id = 'prod_arzani' || p.id, stripe_price_id = 'price_arzani' || p.id || 'v' || v.version
            FROM token_package_versions v
            WHERE v.package_id = p.id
              AND v.version = (SELECT max(version) FROM token_package_versions l WHERE l.package_id = p.id)
            """;
    private static final String PRICES = """
            INSERT INTO token_package_prices (package_version_id, stripe_product_id, stripe_price_id, noted_at)
            SELECT id, 'prod_arzani' || package_id, 'price_arzani' || package_id || 'v' || version, published_at
            FROM token_package_versions
            """;
    private static final String AUDIT = """
            INSERT INTO audit_log (actor, action, subject_type, subject_id, before, after, reason, application_name, created_at)
            SELECT v.published_by, 'publish_package', 'package', v.package_id::text, to_jsonb(b), to_jsonb(v), v.reason,
                   'arzani-console', v.published_at
            FROM token_package_versions v
            LEFT JOIN token_package_versions b ON b.package_id = v.package_id AND b.version = v.version - 1
            WHERE v.id > 3 ORDER BY v.published_at
            """;

    private PackageRows() {}

    static void write(PackageHistory history, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO token_packages (id, name, description, token_amount, price_gbp, bonus_tokens, is_active,"
                            + " display_order) VALUES (" + PackageHistory.SUMMER
                            + ", '" + PackageHistory.name(PackageHistory.SUMMER)
                            + "', '"
                            + PackageHistory.description(PackageHistory.SUMMER).replace("'", "''")
                            + "', 18, 1600, 2, false, 4)");
            statement.execute("ALTER TABLE token_package_versions DISABLE TRIGGER append_only");
            for (PackageHistory.Edit edit : history.edits()) {
                if (edit.version().id() <= 3) {
                    backdate(edit, connection);
                } else {
                    publish(edit, connection);
                }
            }
            statement.execute("ALTER TABLE token_package_versions ENABLE TRIGGER append_only");
            statement.execute(PRESENT);
            statement.execute(PRICES);
            statement.execute(AUDIT);
        }
    }

    private static void backdate(PackageHistory.Edit edit, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(BACKDATE)) {
            state(edit, update);
            update.setLong(6, edit.version().id());
            update.executeUpdate();
        }
    }

    private static void publish(PackageHistory.Edit edit, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PUBLISH)) {
            state(edit, insert);
            insert.setLong(6, edit.version().id());
            insert.setInt(7, edit.number());
            insert.setBoolean(8, edit.active());
            insert.setInt(9, edit.version().packageId());
            insert.executeUpdate();
        }
    }

    private static void state(PackageHistory.Edit edit, PreparedStatement statement) throws SQLException {
        statement.setLong(1, edit.version().tokens());
        statement.setLong(2, edit.version().bonus());
        statement.setLong(3, edit.version().pence());
        statement.setObject(4, Times.instant(edit.at()).atOffset(ZoneOffset.UTC));
        statement.setString(5, edit.reason());
    }
}
