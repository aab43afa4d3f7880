package com.arzani.tokens.approval;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// What each role may do alone. Everybody sees their own; administrators change them, and raising one takes two of them
/// (ruling 7).
public final class Limits {
    private static final String LATEST = """
            SELECT DISTINCT ON (name) name, version, value, changed_by, changed_at, reason FROM settings
            WHERE name LIKE 'LIMIT\\_%' ORDER BY name, version DESC""";
    private static final String VERSIONS = """
            SELECT name, version, value, changed_by, changed_at, reason FROM settings
            WHERE name = :name ORDER BY version DESC""";

    private final Database database;

    public Limits(Database database) {
        this.database = database;
    }

    /// The signed-in person's own, with what of them is used up for this customer.
    public OwnLimits own(long userId) {
        return database.call(session ->
                new OwnLimits(session.createNativeQuery("SELECT scope, size, used FROM own_limits(:user)", Tuple.class)
                        .setParameter("user", userId, Long.class)
                        .getResultStream()
                        .map(row -> new OwnLimits.Limit(
                                LimitScope.of(row.get("scope", String.class)),
                                new Tokens(row.get("size", Long.class)),
                                new Tokens(row.get("used", Long.class))))
                        .toList()));
    }

    /// All limits in force, by name.
    public List<LimitSetting> all() {
        return database.read(session -> read(session, LATEST, null));
    }

    /// Every version of a limit, newest first.
    public List<LimitSetting> history(String name) {
        return database.read(session -> read(session, VERSIONS, name));
    }

    /// Sets a limit.
    ///
    /// @param shown the version it is decided on
    /// @return the request that waits for a second administrator; empty when the limit is set
    /// @throws com.arzani.tokens.problem.Conflict `limit_changed`, `limit_request_waits`
    public Optional<ApprovalRequest> change(LimitSetting shown, Tokens value, String reason) {
        return database.call(session -> session.createNativeQuery(
                        ApprovalRows.ofDoor("change_limit(:name, :value, :version, :reason)"), Tuple.class)
                .setParameter("name", shown.name())
                .setParameter("value", value.count(), Long.class)
                .setParameter("version", shown.version(), Integer.class)
                .setParameter("reason", reason, String.class)
                .getResultStream()
                .map(ApprovalRows::request)
                .findFirst());
    }

    /// True when a second administrator is there to agree. Administrators alone may ask.
    public boolean fourEyes() {
        return database.read(session -> session.createNativeQuery(
                                "SELECT count(*) FROM operators WHERE role = 'admin' AND state = 'active'", Long.class)
                        .getSingleResult()
                > 1);
    }

    private static List<LimitSetting> read(Session session, String sql, String name) {
        var query = session.createNativeQuery(sql, Tuple.class);
        if (name != null) {
            query.setParameter("name", name);
        }
        return query.getResultStream()
                .map(row -> new LimitSetting(
                        row.get("name", String.class),
                        row.get("version", Integer.class),
                        new Tokens(Long.parseLong(row.get("value", String.class))),
                        row.get("changed_by", String.class),
                        ApprovalRows.time(row.get("changed_at")),
                        Optional.ofNullable(row.get("reason", String.class)).orElse("")))
                .toList();
    }
}
