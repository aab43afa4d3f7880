package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.function.Function;

/// What one user did on the marketplace, each list by key and newest first.
public final class UserActivity {
    // Names are looked up row by row: with a join the planner may read in the join's order and sort.
    static final String CONTACTS = """
            SELECT c.id, c.business_id, c.contact_count, c.is_free_contact, c.tokens_spent, c.first_contact_at,
                   c.last_contact_at, (SELECT b.business_name FROM businesses b WHERE b.id = c.business_id) AS business_name
            FROM contact_limitations c
            WHERE c.user_id = :user AND (c.last_contact_at, c.id) < (:at, :id)
            ORDER BY c.last_contact_at DESC, c.id DESC LIMIT :rows
            """;

    static final String INQUIRIES = """
            SELECT i.id, i.business_id, i.created_at, i.inquiry_type, i.tokens_spent, i.contact_attempt_number, i.entry_id,
                   i.responded_at, i.cost_rule IS NOT NULL AS has_rule, i.cost_rule ->> 'plan' AS plan,
                   CAST(i.cost_rule ->> 'freeLimit' AS integer) AS free_limit, CAST(i.cost_rule ->> 'freeLeft' AS integer) AS free_left,
                   CAST(i.cost_rule ->> 'tokensOn' AS boolean) AS tokens_on,
                   (SELECT b.business_name FROM businesses b WHERE b.id = i.business_id) AS business_name
            FROM business_inquiries i
            WHERE i.user_id = :user AND (i.created_at, i.id) < (:at, :id)
            ORDER BY i.created_at DESC, i.id DESC LIMIT :rows
            """;

    // Of each listing its newest, by its own index; the newest of all of them are a page.
    static final String RECEIVED = """
            SELECT i.id, i.business_id, i.user_id, i.created_at, i.inquiry_type, i.tokens_spent, i.responded_at, b.business_name,
                   (SELECT btrim(concat_ws(' ', u.first_name, u.last_name)) FROM users u WHERE u.id = i.user_id) AS buyer_name
            FROM businesses b CROSS JOIN LATERAL (
                SELECT q.id, q.business_id, q.user_id, q.created_at, q.inquiry_type, q.tokens_spent, q.responded_at
                    FROM business_inquiries q
                    WHERE q.business_id = b.id AND q.created_at <= :at AND (q.created_at, q.id) < (:at, :id)
                    ORDER BY q.created_at DESC, q.id DESC LIMIT :rows) i
            WHERE b.user_id = :user
            ORDER BY i.created_at DESC, i.id DESC LIMIT :rows
            """;

    static final String LISTINGS = """
            SELECT b.id, b.business_name, b.industry, b.location, b.created_at, b.boost_level, b.boosted_until,
                   b.boost_tokens_spent, coalesce(b.is_boosted AND b.boosted_until > ledger_now(), false) AS boosted
            FROM businesses b
            WHERE b.user_id = :user AND b.id < :id
            ORDER BY b.id DESC LIMIT :rows
            """;

    private final Database database;

    public UserActivity(Database database) {
        this.database = database;
    }

    /// The listings a buyer has contacted, the last contact first.
    public MarketPage<ContactedListing, MarketKey> contacts(long userId, MarketKey after, int rowsMax) {
        List<ContactedListing> rows = byTime(CONTACTS, userId, after, rowsMax, UserActivity::contact);
        return MarketPage.of(rows, rowsMax, row -> new MarketKey(row.lastContactAt(), row.id()));
    }

    /// The inquiries a buyer has sent.
    public MarketPage<SentInquiry, MarketKey> inquiries(long userId, MarketKey after, int rowsMax) {
        List<SentInquiry> rows = byTime(INQUIRIES, userId, after, rowsMax, UserActivity::inquiry);
        return MarketPage.of(rows, rowsMax, row -> new MarketKey(row.createdAt(), row.id()));
    }

    /// The inquiries that came in for a seller's listings.
    public MarketPage<ReceivedInquiry, MarketKey> received(long userId, MarketKey after, int rowsMax) {
        List<ReceivedInquiry> rows = byTime(RECEIVED, userId, after, rowsMax, UserActivity::receivedInquiry);
        return MarketPage.of(rows, rowsMax, row -> new MarketKey(row.createdAt(), row.id()));
    }

    /// A seller's listings.
    ///
    /// @param afterId the last row's id; null for the first page
    public MarketPage<OwnListing, Long> listings(long userId, Long afterId, int rowsMax) {
        long before = afterId == null ? Integer.MAX_VALUE : afterId;
        List<OwnListing> rows = database.read(session -> session.createNativeQuery(LISTINGS, Tuple.class)
                .setParameter("user", userId, Long.class)
                .setParameter("id", before, Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(UserActivity::listing)
                .toList());
        return MarketPage.of(rows, rowsMax, OwnListing::id);
    }

    private <R> List<R> byTime(
            String query, long userId, MarketKey after, int rowsMax, Function<MarketRow, R> mapping) {
        MarketKey before = after == null ? MarketKey.LAST : after;
        return database.read(session -> session.createNativeQuery(query, Tuple.class)
                .setParameter("user", userId, Long.class)
                .setParameter("at", before.at(), java.time.Instant.class)
                .setParameter("id", before.id(), Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(mapping)
                .toList());
    }

    private static ContactedListing contact(MarketRow row) {
        return new ContactedListing(
                row.number("id"),
                row.number("business_id"),
                row.text("business_name"),
                row.count("contact_count"),
                row.flag("is_free_contact"),
                row.tokens("tokens_spent"),
                row.time("first_contact_at"),
                row.time("last_contact_at"));
    }

    private static SentInquiry inquiry(MarketRow row) {
        return new SentInquiry(
                row.number("id"),
                row.number("business_id"),
                row.text("business_name"),
                row.time("created_at"),
                row.text("inquiry_type"),
                row.tokens("tokens_spent"),
                row.count("contact_attempt_number"),
                row.numberOrNull("entry_id"),
                row.time("responded_at"),
                row.flag("has_rule")
                        ? new CostRule(
                                row.text("plan"),
                                row.count("free_limit"),
                                row.count("free_left"),
                                row.flag("tokens_on"))
                        : null);
    }

    private static ReceivedInquiry receivedInquiry(MarketRow row) {
        return new ReceivedInquiry(
                row.number("id"),
                row.number("business_id"),
                row.text("business_name"),
                row.numberOrNull("user_id"),
                row.text("buyer_name") == null ? "" : row.text("buyer_name"),
                row.time("created_at"),
                row.text("inquiry_type"),
                row.tokens("tokens_spent"),
                row.time("responded_at"));
    }

    private static OwnListing listing(MarketRow row) {
        boolean boosted = row.flag("boosted");
        return new OwnListing(
                row.number("id"),
                row.text("business_name"),
                row.text("industry"),
                row.text("location"),
                row.time("created_at"),
                boosted,
                boosted ? row.count("boost_level") : 0,
                row.time("boosted_until"),
                row.tokens("boost_tokens_spent"));
    }
}
