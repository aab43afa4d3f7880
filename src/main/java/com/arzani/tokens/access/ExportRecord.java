package com.arzani.tokens.access;

import com.arzani.tokens.database.Database;

/// Says in the audit which customers' rows are about to leave the database, before the first of them does.
public final class ExportRecord {
    private final Database database;

    public ExportRecord(Database database) {
        this.database = database;
    }

    /// @param kind   of rows, such as `transactions`
    /// @param filter which of them, in the words of the screen
    /// @param userId the one customer it is about; null for several
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`; then nothing may be written
    public void record(String kind, String filter, Long userId) {
        database.call(session -> session.createNativeQuery("SELECT record_export(:kind, :filter, :user)", Long.class)
                .setParameter("kind", kind, String.class)
                .setParameter("filter", filter, String.class)
                .setParameter("user", userId, Long.class)
                .getSingleResult());
    }
}
