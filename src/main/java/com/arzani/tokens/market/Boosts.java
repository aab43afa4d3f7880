package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Listings that are or were boosted, and an operator's changes to them: each is one call of a door, so the tokens and
/// the
/// period move together or not at all (T3), and each happens once for its operation key.
public final class Boosts {
    // The limits inside keep seller and period lookups of each row, so that the list is read in its index's order.
    private static final String LISTING = """
            SELECT b.id, b.business_name, b.user_id, btrim(concat_ws(' ', u.first_name, u.last_name)) AS seller_name,
                   coalesce(nullif(b.boost_level, 0), p.boost_level) AS boost_level, b.boosted_until, b.boost_tokens_spent,
                   coalesce(b.is_boosted AND b.boosted_until > (SELECT ledger_now()), false) AS running,
                   u.token_balance, p.id AS boost_id,
                   (SELECT w.tokens_owed FROM user_tokens w WHERE w.user_id = b.user_id) AS tokens_owed
            FROM businesses b
            LEFT JOIN LATERAL (SELECT s.first_name, s.last_name, s.token_balance FROM users s WHERE s.id = b.user_id
                LIMIT 1) u ON true
            LEFT JOIN LATERAL (SELECT l.id, l.boost_level FROM listing_boosts l WHERE l.business_id = b.id
                ORDER BY l.ends_at DESC LIMIT 1) p ON true
            """;

    private static final int PERIODS_MAX = 100;

    private final Database database;

    public Boosts(Database database) {
        this.database = database;
    }

    static String query(BoostTab tab) {
        return LISTING + "WHERE " + tab.condition() + " AND " + tab.key() + " ORDER BY " + tab.order() + " LIMIT :rows";
    }

    /// A page of a tab's listings.
    ///
    /// @param after null for the first page
    public MarketPage<BoostedListing, MarketKey> page(BoostTab tab, MarketKey after, int rowsMax) {
        MarketKey key = after == null ? tab.start() : after;
        List<BoostedListing> rows = database.read(session -> session.createNativeQuery(query(tab), Tuple.class)
                .setParameter("at", key.at(), Instant.class)
                .setParameter("id", key.id(), Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(Boosts::listing)
                .toList());
        return MarketPage.of(rows, rowsMax, row -> new MarketKey(row.until(), row.businessId()));
    }

    /// One listing; empty if there is none of that id or it was never boosted.
    public Optional<BoostedListing> listing(long businessId) {
        return database.read(session -> session.createNativeQuery(
                        LISTING + "WHERE b.id = :id AND b.boosted_until IS NOT NULL", Tuple.class)
                .setParameter("id", businessId, Long.class)
                .getResultStream()
                .map(Boosts::listing)
                .findFirst());
    }

    static String count(BoostTab tab) {
        return "SELECT count(*) FROM (SELECT 1 FROM businesses b WHERE " + tab.condition() + " LIMIT "
                + BoostCounts.MOST + ") t";
    }

    public BoostCounts counts() {
        return database.read(session -> new BoostCounts(
                count(session, BoostTab.RUNNING), count(session, BoostTab.ENDING), count(session, BoostTab.ENDED)));
    }

    private static int count(Session session, BoostTab tab) {
        return session.createNativeQuery(count(tab), Long.class)
                .getSingleResult()
                .intValue();
    }

    /// A listing's periods, the last to end first; at most 100.
    public List<ListingBoost> periods(long businessId) {
        return database.read(session -> session.createSelectionQuery(
                        "from ListingBoost where businessId = :id order by endsAt desc", ListingBoost.class)
                .setParameter("id", businessId)
                .setMaxResults(PERIODS_MAX)
                .getResultList());
    }

    /// What boosting costs now.
    public BoostPrices prices() {
        Map<String, String> settings = database.read(session -> session.createNativeQuery("""
                        SELECT DISTINCT ON (name) name, value FROM settings
                        WHERE name IN ('BOOST_DAYS', 'BOOST_PRICE_LEVEL_1', 'BOOST_PRICE_LEVEL_2', 'BOOST_PRICE_LEVEL_3')
                        ORDER BY name, version DESC""", Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row.get("name"), row -> (String) row.get("value"))));
        Map<Integer, Tokens> levels = new HashMap<>();
        for (int level = 1; level <= 3; level++) {
            levels.put(level, new Tokens(Long.parseLong(settings.get("BOOST_PRICE_LEVEL_" + level))));
        }
        return new BoostPrices(levels, Integer.parseInt(settings.get("BOOST_DAYS")));
    }

    /// What ending the listing's boost now would give back; the door asks for the number the operator was told.
    public Tokens unused(long businessId) {
        return new Tokens(
                database.read(session -> session.createNativeQuery("SELECT preview_boost_end(:id)", Long.class)
                        .setParameter("id", businessId, Long.class)
                        .getSingleResult()));
    }

    /// Lengthens a boost in force. Returns the new period.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `boost_not_running`, `boost_unknown`, `boost_days_out_of_range`,
    ///     `reason_code_unknown`, `insufficient_tokens` (needed, there), `not_permitted`
    /// @throws com.arzani.tokens.problem.Conflict `key_used`
    public ListingBoost extend(BoostExtension extension) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM extend_boost(:key, :boost, :days, :charge, :code, :note)", ListingBoost.class)
                .setParameter("key", extension.operationKey(), String.class)
                .setParameter("boost", extension.boostId(), Long.class)
                .setParameter("days", extension.days(), Integer.class)
                .setParameter("charge", extension.charge(), Boolean.class)
                .setParameter("code", extension.reason().code(), String.class)
                .setParameter("note", extension.reason().note(), String.class)
                .getSingleResult());
    }

    /// Ends a boost in force and gives the unused part of each paid period back. Returns the periods it ended.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `boost_not_running`, `boost_unknown`, `reason_code_unknown`,
    ///     `not_permitted`
    /// @throws com.arzani.tokens.problem.Conflict `boost_refund_changed` (tokens now), `key_used`
    public List<ListingBoost> end(BoostEnd end) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT * FROM end_boost(:key, :boost, :code, :note, :expected)", ListingBoost.class)
                .setParameter("key", end.operationKey(), String.class)
                .setParameter("boost", end.boostId(), Long.class)
                .setParameter("code", end.reason().code(), String.class)
                .setParameter("note", end.reason().note(), String.class)
                .setParameter("expected", end.expectedTokens().count(), Long.class)
                .getResultList());
    }

    /// What an operation key did: the period it added or the periods it ended; empty if it did nothing. Answers an
    /// unknown
    /// outcome (F1, F2).
    public List<ListingBoost> change(String operationKey) {
        return database.read(
                session -> session.createNativeQuery("SELECT * FROM boost_change(:key)", ListingBoost.class)
                        .setParameter("key", operationKey, String.class)
                        .getResultList());
    }

    private static BoostedListing listing(Tuple tuple) {
        MarketRow row = new MarketRow(tuple);
        return new BoostedListing(
                row.number("id"),
                row.text("business_name"),
                row.number("user_id"),
                row.text("seller_name"),
                row.count("boost_level"),
                row.flag("running"),
                row.time("boosted_until"),
                row.tokens("boost_tokens_spent"),
                row.tokens("token_balance"),
                row.tokens("tokens_owed"),
                row.numberOrNull("boost_id"));
    }
}
