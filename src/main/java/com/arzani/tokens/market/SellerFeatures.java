package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.type.StandardBasicTypes;

/// What sellers do with their listings on the marketplace, in their own name. Each change is one transaction and, under
/// its
/// key, one effect. Every call may be refused with `user_unknown`, `business_unknown`, `not_your_listing` or
/// `feature_not_available`; a spend with `insufficient_tokens` (needed, there); a key used otherwise is a conflict
/// `key_used`.
public final class SellerFeatures {
    private final Database database;

    public SellerFeatures(Database database) {
        this.database = database;
    }

    /// @param level 1 to 3
    /// @param days  1 to 365
    public BoostTerms boostTerms(long userId, long listingId, int level, int days) {
        return database.call(session -> {
            MarketRow row = new MarketRow(session.createNativeQuery(
                            "SELECT * FROM boost_requirements(:user, :listing, :level, :days)", Tuple.class)
                    .setParameter("user", userId)
                    .setParameter("listing", listingId)
                    .setParameter("level", level)
                    .setParameter("days", days)
                    .getSingleResult());
            return new BoostTerms(
                    row.tokens("tokens_required"),
                    row.tokens("tokens_back"),
                    row.time("starts_at"),
                    row.time("ends_at"));
        });
    }

    /// Puts a listing in front: spend, period and listing together (T3).
    ///
    /// @return the answer as JSON: success, tokensSpent, tokensReturned, boostLevel, boostedFrom, boostedUntil, balance
    public String boost(long userId, long listingId, String key, int level, int days) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT boost_listing(:user, :listing, :key, :level, :days)::text", String.class)
                .setParameter("user", userId)
                .setParameter("listing", listingId)
                .setParameter("key", key, StandardBasicTypes.STRING)
                .setParameter("level", level)
                .setParameter("days", days)
                .getSingleResult());
    }

    public AnalyticsAccess analytics(long userId, long listingId) {
        return database.call(session -> {
            MarketRow row = new MarketRow(
                    session.createNativeQuery("SELECT * FROM analytics_access(:user, :listing)", Tuple.class)
                            .setParameter("user", userId)
                            .setParameter("listing", listingId)
                            .getSingleResult());
            return new AnalyticsAccess(
                    Optional.ofNullable(row.time("unlocked_until")),
                    row.tokens("tokens_required"),
                    row.tokens("current_balance"));
        });
    }

    /// Sells access to a listing's analytics; bought again, it is lengthened.
    ///
    /// @return the answer as JSON: success, tokensSpent, unlockedUntil, balance
    public String unlockAnalytics(long userId, long listingId, String key) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT unlock_analytics(:user, :listing, :key)::text", String.class)
                .setParameter("user", userId)
                .setParameter("listing", listingId)
                .setParameter("key", key, StandardBasicTypes.STRING)
                .getSingleResult());
    }

    /// Notes that the seller answered an inquiry; once. Gives the moment.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `inquiry_unknown`, `not_your_listing`
    /// @throws com.arzani.tokens.problem.Conflict `inquiry_answered`
    public Instant answered(long userId, long inquiryId) {
        return database.call(
                session -> session.createNativeQuery("SELECT answer_inquiry(:user, :inquiry)", Instant.class)
                        .setParameter("user", userId)
                        .setParameter("inquiry", inquiryId)
                        .getSingleResult());
    }

    /// As [#answered], under a key: again, it gives the first answer.
    ///
    /// @return the answer as JSON: success, inquiryId, respondedAt
    public String answer(long userId, long inquiryId, String key) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT respond_to_inquiry(:user, :inquiry, :key)::text", String.class)
                .setParameter("user", userId)
                .setParameter("inquiry", inquiryId)
                .setParameter("key", key, StandardBasicTypes.STRING)
                .getSingleResult());
    }
}
