package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import org.hibernate.type.StandardBasicTypes;

/// Which packages a user is offered: the standard ones, or those of the group an experiment puts them in (T12).
public final class Offers {
    private static final String STANDARD = """
            SELECT cast(NULL AS text) AS variant, id, version, name, description, token_amount, bonus_tokens, price_gbp,
                   cast(currency AS text) AS currency, is_recommended
            FROM token_packages WHERE is_active AND NOT is_experimental ORDER BY display_order, id
            """;

    private final Database database;

    public Offers(Database database) {
        this.database = database;
    }

    /// What the site shows somebody who is not signed in: the standard packages, outside any experiment.
    public List<ShownPackage> standard() {
        return database.call(session -> session.createNativeQuery(STANDARD, Tuple.class).getResultList().stream()
                .map(Offers::shownPackage)
                .toList());
    }

    /// What the site shows the user. The first time keeps the group, and counts as exposure.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `user_unknown`, `not_permitted` (the service's door)
    public List<ShownPackage> shown(long userId) {
        return list("SELECT * FROM offers_for(:user)", userId);
    }

    /// What the user would be shown; nothing is kept. For staff: it names no person (ruling 3).
    public List<ShownPackage> preview(long userId) {
        return list("SELECT * FROM offer_preview(:user)", userId);
    }

    private List<ShownPackage> list(String query, long userId) {
        return database.call(session -> session
                .createNativeQuery(query, Tuple.class)
                .setParameter("user", userId, StandardBasicTypes.LONG)
                .getResultList()
                .stream()
                .map(Offers::shownPackage)
                .toList());
    }

    private static ShownPackage shownPackage(Tuple row) {
        return new ShownPackage(
                Optional.ofNullable(row.get("variant", String.class)),
                row.get("id", Long.class),
                row.get("version", Integer.class),
                row.get("name", String.class),
                row.get("description", String.class),
                new Tokens(row.get("token_amount", Long.class)),
                new Tokens(row.get("bonus_tokens", Long.class)),
                row.get("price_gbp", Long.class),
                row.get("currency", String.class).strip(),
                row.get("is_recommended", Boolean.class));
    }
}
