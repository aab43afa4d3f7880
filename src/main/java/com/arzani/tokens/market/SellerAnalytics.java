package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import java.util.Optional;

/// A listing's premium figures for its seller: views, contacts, conversion, keywords, comparison with similar listings.
/// Each is defined in docs/analytics.md and computed in the database, which also checks that they were unlocked.
public final class SellerAnalytics {
    private final Database database;

    public SellerAnalytics(Database database) {
        this.database = database;
    }

    /// @return the figures as JSON: days, asOf, totalViews, totalContacts, byDay (date, views, total_contacts,
    ///     premium_contacts), conversionRate, popularKeywords, competitorComparison; empty while locked
    /// @throws com.arzani.tokens.problem.Rejected `business_unknown`, `not_your_listing`, `feature_not_available`,
    ///     `not_permitted`
    public Optional<String> of(long userId, long listingId) {
        return Optional.ofNullable(database.call(
                session -> session.createNativeQuery("SELECT seller_analytics(:user, :listing)::text", String.class)
                        .setParameter("user", userId)
                        .setParameter("listing", listingId)
                        .getSingleResult()));
    }
}
