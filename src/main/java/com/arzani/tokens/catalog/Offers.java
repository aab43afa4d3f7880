package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
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

    /// Why [#preview] shows the user what it does.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `user_unknown`, `not_permitted`
    public OfferReason reason(long userId) {
        Tuple row = database.call(session -> session.createNativeQuery("SELECT * FROM offer_reason(:user)", Tuple.class)
                .addScalar("tokens_on", StandardBasicTypes.BOOLEAN)
                .addScalar("experiment", StandardBasicTypes.STRING)
                .addScalar("traffic_percentage", StandardBasicTypes.BIG_DECIMAL)
                .addScalar("traffic_place", StandardBasicTypes.BIG_DECIMAL)
                .addScalar("in_audience", StandardBasicTypes.BOOLEAN)
                .addScalar("variant", StandardBasicTypes.STRING)
                .addScalar("group_place", StandardBasicTypes.BIG_DECIMAL)
                .addScalar("kept_since", StandardBasicTypes.INSTANT)
                .setParameter("user", userId, StandardBasicTypes.LONG)
                .getSingleResult());
        return new OfferReason(row.get("tokens_on", Boolean.class), running(row));
    }

    private static Optional<OfferReason.InExperiment> running(Tuple row) {
        Optional<OfferReason.Group> group = Optional.ofNullable(row.get("variant", String.class))
                .map(name -> new OfferReason.Group(
                        name,
                        row.get("group_place", BigDecimal.class),
                        Optional.ofNullable(row.get("kept_since", Instant.class))));
        return Optional.ofNullable(row.get("experiment", String.class))
                .map(name -> new OfferReason.InExperiment(
                        name,
                        row.get("traffic_percentage", BigDecimal.class),
                        row.get("traffic_place", BigDecimal.class),
                        row.get("in_audience", Boolean.class),
                        group));
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
