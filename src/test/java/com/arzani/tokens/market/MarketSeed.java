package com.arzani.tokens.market;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.UUID;

/// Puts customers, listings and boosts into a test's database, tokens through the ledger's own doors.
public final class MarketSeed {
    private final Sql sql;

    public MarketSeed(TestDatabase database) {
        sql = database.sql();
    }

    public long user(String firstName, String lastName, String email) {
        return sql.value(
                        Integer.class,
                        "INSERT INTO users (first_name, last_name, email, phone, created_at)"
                                + " VALUES (?, ?, ?, '+44 20 7946 0000', ledger_now()) RETURNING id",
                        firstName,
                        lastName,
                        email)
                .longValue();
    }

    /// A user with a name nobody else has.
    public long user() {
        String mark = UUID.randomUUID().toString();
        return user("Test", mark, mark + "@example.com");
    }

    public long listing(long seller, String name) {
        return sql.value(
                        Integer.class,
                        "INSERT INTO businesses (user_id, business_name, created_at)"
                                + " VALUES (?, ?, ledger_now()) RETURNING id",
                        (int) seller,
                        name)
                .longValue();
    }

    /// Gives tokens; returns the entry.
    public long grant(long user, long tokens) {
        return sql.number(
                "SELECT id FROM adjust_tokens(?, ?, 1, ?, 'goodwill', 'For the test')",
                UUID.randomUUID().toString(),
                user,
                tokens);
    }

    /// A boost bought `hoursAgo` for some days; the seller must have the tokens. Returns the period.
    public long boost(long listing, int level, int hoursAgo, int days, long tokens) {
        long seller = sql.number("SELECT user_id::bigint FROM businesses WHERE id = ?", listing);
        Long entry = tokens == 0
                ? null
                : sql.number(
                        "SELECT id FROM post_tokens(?, ?, 'consumption', ?, -1, 'boost_listing', ?)",
                        UUID.randomUUID().toString(),
                        seller,
                        tokens,
                        listing);
        long period = sql.value(Long.class, """
                INSERT INTO listing_boosts (business_id, user_id, boost_level, starts_at, ends_at, tokens_spent, entry_id)
                VALUES (?, ?, ?, ledger_now() - make_interval(hours => ?),
                    ledger_now() - make_interval(hours => ?) + make_interval(hours => 24 * ?), ?, ?::bigint)
                RETURNING id""", listing, seller, level, hoursAgo, hoursAgo, days, tokens, entry);
        sql.execute("SELECT ledger_refresh_listing(?::integer)", listing);
        return period;
    }

    public void contact(long buyer, long listing, long tokens) {
        sql.execute("""
                INSERT INTO contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at,
                    tokens_spent, is_free_contact)
                VALUES (?, ?, 1, ledger_now(), ledger_now(), ?, ?)""", buyer, listing, tokens, tokens == 0);
        sql.execute("""
                INSERT INTO business_inquiries (business_id, user_id, created_at, tokens_spent, inquiry_type)
                VALUES (?, ?, ledger_now(), ?, ?)""", listing, buyer, tokens, tokens == 0 ? "free" : "token");
    }

    public Sql sql() {
        return sql;
    }
}
