package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Accesses to premium analytics, and an operator's changes to them: each is one call of a door and happens once for
/// its
/// operation key.
public final class Unlocks {
    static final String PAGE = """
            SELECT u.id, u.business_id, u.starts_at, u.ends_at, u.tokens_spent, u.entry_id, u.created_by, u.created_at,
                   u.revoked_at, u.revoked_by, u.revoked_tokens, u.revoked_entry_id,
                   u.revoked_at IS NULL AND u.ends_at > ledger_now() AS running,
                   (SELECT b.business_name FROM businesses b WHERE b.id = u.business_id) AS business_name
            FROM analytics_unlocks u
            WHERE u.user_id = :user AND (u.created_at, u.id) < (:at, :id)
            ORDER BY u.created_at DESC, u.id DESC LIMIT :rows
            """;

    private final Database database;

    public Unlocks(Database database) {
        this.database = database;
    }

    /// A seller's accesses, the newest first.
    ///
    /// @param after null for the first page
    public MarketPage<Unlock, MarketKey> page(long userId, MarketKey after, int rowsMax) {
        MarketKey before = after == null ? MarketKey.LAST : after;
        record Row(Unlock unlock, MarketKey key) {}
        List<Row> rows = database.read(session -> session.createNativeQuery(PAGE, Tuple.class)
                .setParameter("user", userId, Long.class)
                .setParameter("at", before.at(), Instant.class)
                .setParameter("id", before.id(), Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(row -> new Row(unlock(row), new MarketKey(row.time("created_at"), row.number("id"))))
                .toList());
        MarketPage<Row, MarketKey> page = MarketPage.of(rows, rowsMax, Row::key);
        return new MarketPage<>(rows.stream().map(Row::unlock).toList(), page.next());
    }

    /// What taking an access back now would give back; the door asks for the number the operator was told.
    public Tokens unused(long unlockId) {
        return new Tokens(
                database.read(session -> session.createNativeQuery("SELECT preview_unlock_end(:id)", Long.class)
                        .setParameter("id", unlockId, Long.class)
                        .getSingleResult()));
    }

    /// Gives access for some days; no tokens move.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`, `unlock_days_out_of_range`, `business_unknown`,
    ///     `not_your_listing`, `reason_code_unknown`
    /// @throws com.arzani.tokens.problem.Conflict `key_used`
    public UnlockChange grant(UnlockGrant grant) {
        return database.call(session -> changed(session.createNativeQuery(
                                "SELECT * FROM grant_unlock(:key, :user, :listing, :days, :code, :note)", Tuple.class)
                        .setParameter("key", grant.operationKey(), String.class)
                        .setParameter("user", grant.userId(), Long.class)
                        .setParameter("listing", grant.listingId(), Long.class)
                        .setParameter("days", grant.days(), Integer.class)
                        .setParameter("code", grant.reason().code(), String.class)
                        .setParameter("note", grant.reason().note(), String.class)
                        .getResultList())
                .orElseThrow());
    }

    /// Takes an access back, with every period of the listing that is still open, and gives the unused part of what was
    /// paid back into its lots.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`, `unlock_unknown`, `unlock_not_running`,
    ///     `reason_code_unknown`, `over_limit_single` and the other limits
    /// @throws com.arzani.tokens.problem.Conflict `unlock_refund_changed` (tokens now), `key_used`
    public UnlockChange revoke(UnlockEnd end) {
        return database.call(session -> changed(session.createNativeQuery(
                                "SELECT * FROM revoke_unlock(:key, :unlock, :code, :note, :expected)", Tuple.class)
                        .setParameter("key", end.operationKey(), String.class)
                        .setParameter("unlock", end.unlockId(), Long.class)
                        .setParameter("code", end.reason().code(), String.class)
                        .setParameter("note", end.reason().note(), String.class)
                        .setParameter("expected", end.expectedTokens().count(), Long.class)
                        .getResultList())
                .orElseThrow());
    }

    /// What an operation key did; empty if it did nothing. Answers an unknown outcome (F1, F2).
    public Optional<UnlockChange> change(String operationKey) {
        return database.read(
                session -> changed(session.createNativeQuery("SELECT * FROM unlock_change(:key)", Tuple.class)
                        .setParameter("key", operationKey, String.class)
                        .getResultList()));
    }

    private static Optional<UnlockChange> changed(List<Tuple> periods) {
        List<MarketRow> rows = periods.stream().map(MarketRow::new).toList();
        return rows.stream()
                .findFirst()
                .map(first -> new UnlockChange(
                        first.number("business_id"),
                        first.time(first.time("revoked_at") == null ? "ends_at" : "revoked_at"),
                        new Tokens(rows.stream()
                                .mapToLong(row -> row.number("revoked_tokens"))
                                .sum()),
                        rows.stream()
                                .map(row -> row.numberOrNull("revoked_entry_id"))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null)));
    }

    private static Unlock unlock(MarketRow row) {
        Instant revoked = row.time("revoked_at");
        return new Unlock(
                row.number("id"),
                row.number("business_id"),
                row.text("business_name"),
                row.time("starts_at"),
                row.time("ends_at"),
                row.flag("running"),
                row.tokens("tokens_spent"),
                row.numberOrNull("entry_id"),
                row.text("created_by"),
                revoked == null
                        ? null
                        : new Unlock.Revoked(
                                revoked,
                                row.text("revoked_by"),
                                row.tokens("revoked_tokens"),
                                row.numberOrNull("revoked_entry_id")));
    }
}
