package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How PostgreSQL answers on a marketplace of 20,000 users: every list walks an index in its order, no sort, no OFFSET,
/// and
/// the search uses the trigram indexes.
@PostgresTest
class MarketPlansTest {
    private final TestDatabase database;

    MarketPlansTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    static void fill(TestDatabase database) {
        var sql = database.sql();
        sql.execute("""
                INSERT INTO users (first_name, last_name, email)
                SELECT left(md5(i::text), 6), left(md5((i * 7)::text), 8), left(md5(i::text), 9) || '@example.com'
                FROM generate_series(1, 20000) i""");
        sql.execute("""
                INSERT INTO businesses (user_id, business_name, is_boosted, boosted_until, boost_level)
                SELECT CASE WHEN i % 120 = 0 THEN 17 ELSE 1 + i % 3000 END, 'Business ' || i, i % 5 = 0,
                    CASE WHEN i % 5 < 3 THEN now() + (i % 400 - 380) * interval '1 day' END, 0
                FROM generate_series(1, 12000) i""");
        sql.execute("UPDATE businesses SET is_boosted = coalesce(boosted_until > now(), false)");
        sql.execute("""
                INSERT INTO contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at)
                SELECT 1 + i / 100, 1 + (i % 100) * 7, 1, now(), now() - i * interval '1 minute' FROM generate_series(1, 30000) i""");
        sql.execute("""
                INSERT INTO business_inquiries (user_id, business_id, created_at)
                SELECT 1 + i / 100, 1 + (i % 100) * 7, now() - i * interval '1 minute' FROM generate_series(1, 30000) i""");
        sql.execute("""
                INSERT INTO listing_boosts (business_id, user_id, boost_level, starts_at, ends_at)
                SELECT id, user_id, 1, boosted_until - interval '7 days', boosted_until FROM businesses, generate_series(1, 3)
                WHERE boosted_until IS NOT NULL""");
        sql.execute("""
                INSERT INTO analytics_unlocks (business_id, user_id, starts_at, ends_at, created_at)
                SELECT id, user_id, now(), now() + interval '30 days', now() - id * interval '1 minute' FROM businesses""");
        sql.execute("INSERT INTO user_tokens (user_id) SELECT id FROM users");
        sql.execute("ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c4ca4", "c81e728d9", "nobody@nowhere", "zzz"})
    void theSearchUsesTheTrigramIndexes(String text) throws SQLException {
        String plan = insideFindUsers(text);

        assertThat(plan).contains("idx_users_name_trigram").contains("idx_users_email_trigram");
        assertThat(plan).doesNotContain("Seq Scan on users");
    }

    /// The plan of the statement inside the door, as PostgreSQL itself reports it.
    private String insideFindUsers(String text) throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LOAD 'auto_explain'");
            statement.execute("SET auto_explain.log_min_duration = 0");
            statement.execute("SET auto_explain.log_nested_statements = on");
            statement.execute("SET auto_explain.log_level = notice");
            statement.execute("SET client_min_messages = notice");
            statement.execute("SELECT * FROM find_users('" + text + "', NULL, 50)");
            StringBuilder told = new StringBuilder();
            for (SQLWarning notice = statement.getWarnings(); notice != null; notice = notice.getNextWarning()) {
                told.append(notice.getMessage()).append('\n');
            }
            return told.toString();
        }
    }

    @Test
    void aUsersListsWalkTheirIndexes() {
        assertWalks(plan(UserActivity.CONTACTS), "idx_contact_limitations_user_date");
        assertWalks(plan(UserActivity.INQUIRIES), "idx_business_inquiries_user");
        assertWalks(plan(UserActivity.LISTINGS), "idx_businesses_user_newest");
        assertThat(plan(Unlocks.PAGE)).contains("idx_analytics_unlocks_user").doesNotContain("Seq Scan");
    }

    @Test
    void whatCameInReadsOfEachListingItsNewestAlone() {
        assertThat(plan(UserActivity.RECEIVED))
                .contains("Index Scan Backward using idx_business_inquiries_business")
                .doesNotContain("Seq Scan on business_inquiries");
    }

    @ParameterizedTest
    @EnumSource(BoostTab.class)
    void boostedListingsWalkTheIndexOfTheirEnd(BoostTab tab) {
        String plan = plan(Boosts.query(tab));

        assertWalks(plan, tab == BoostTab.ENDED ? "idx_businesses_boosted_until" : "idx_businesses_boosted ");
        assertThat(plan).containsPattern("Index Cond: .*boosted_until.*ROW\\(boosted_until, id\\)");
        if (tab != BoostTab.ENDED) {
            // Of the many that are over, counting stops after the first thousand, wherever it began.
            assertThat(plan(Boosts.count(tab)))
                    .contains("idx_businesses_boosted")
                    .doesNotContain("Seq Scan");
        }
    }

    private static void assertWalks(String plan, String index) {
        assertThat(plan).contains(index).doesNotContain("Seq Scan").doesNotContain("OFFSET");
        // The one row a listing's last period is may be picked by a sort of that listing's few rows; the list is not
        // sorted.
        assertThat(plan.lines()
                        .filter(line -> line.strip().startsWith("->  Sort"))
                        .toList())
                .isEmpty();
    }

    private String plan(String query) {
        boolean soonestFirst = query.contains("ORDER BY b.boosted_until, b.id");
        MarketKey key = soonestFirst ? MarketKey.FIRST : MarketKey.LAST;
        String bound = query.replace(":user", "17")
                .replace(":at", "TIMESTAMPTZ '" + key.at() + "'")
                .replace(":id", String.valueOf(key.id()))
                .replace(":rows", "50");
        return database.sql().rows("EXPLAIN " + bound).stream()
                .map(row -> (String) row.get("QUERY PLAN"))
                .collect(Collectors.joining("\n"));
    }
}
