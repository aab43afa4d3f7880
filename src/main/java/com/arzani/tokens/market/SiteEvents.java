package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import org.hibernate.type.StandardBasicTypes;

/// What visitors do on the site: views, searches and the like, for the sellers' analytics.
public final class SiteEvents {
    private final Database database;

    public SiteEvents(Database database) {
        this.database = database;
    }

    /// Keeps a batch of at most 200; the same thing by the same visitor within EVENT_DUPLICATE_SECONDS counts once.
    ///
    /// @param userId  null for a visitor who is not signed in
    /// @param visitor the site's own mark of such a visitor, 1 to 100 visible ASCII characters
    /// @param events  JSON: a list of objects with type, businessId and keyword
    /// @return how many were kept
    /// @throws com.arzani.tokens.problem.Rejected `events_malformed`, `user_unknown`
    public int record(Long userId, String visitor, String events) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT record_events(:user, :visitor, cast(:events AS jsonb))", Integer.class)
                .setParameter("user", userId, StandardBasicTypes.LONG)
                .setParameter("visitor", visitor, StandardBasicTypes.STRING)
                .setParameter("events", events, StandardBasicTypes.STRING)
                .getSingleResult());
    }
}
