package com.arzani.tokens.access;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// Administrators' doors to the other operators. PostgreSQL decides: nobody changes themselves, the last administrator
/// stays,
/// and with two administrators or more a role waits for the word of another one (ruling 7). Every change is audited.
///
/// Passwords leave this program as SCRAM verifiers only.
public final class Operators {
    private static final String ACCOUNTS = """
            SELECT o.login, o.display_name, o.role, o.state, o.must_change_password, o.last_sign_in_at,
                (SELECT s.connections FROM operator_sessions() s WHERE s.login = o.login) AS connections
            FROM operators o ORDER BY o.login""";
    private static final String WAITING = """
            SELECT id, subject_id AS login, plan ->> 'role' AS role, note AS reason, requested_by, requested_at
            FROM approval_requests WHERE kind = 'role' AND state = 'waiting' AND expires_at > ledger_now() ORDER BY id""";

    private final Database database;

    public Operators(Database database) {
        this.database = database;
    }

    /// The login that asks.
    public String login() {
        return database.operator().login();
    }

    /// Everybody who has a login, by login.
    public List<OperatorAccount> all() {
        return database.read(session -> session.createNativeQuery(ACCOUNTS, Tuple.class)
                .getResultStream()
                .map(Operators::account)
                .toList());
    }

    /// Roles that wait for another administrator, oldest first.
    public List<RoleRequest> waiting() {
        return database.read(session -> session.createNativeQuery(WAITING, Tuple.class)
                .getResultStream()
                .map(Operators::request)
                .toList());
    }

    /// Makes a login whose first sign-in asks for a new password.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `operator_exists`, `operator_login_malformed` …
    public void create(NewOperator person, char[] password, String reason) {
        call(
                "create_operator(:login, :name, :role, :verifier, :reason)",
                Map.of(
                        "login", person.login(),
                        "name", person.displayName(),
                        "role", code(person.role()),
                        "verifier", new Credentials(person.login(), password).verifier(),
                        "reason", reason));
    }

    /// Gives a role, or asks for it when another administrator has to agree.
    public void setRole(String login, OperatorRole role, String reason) {
        call("set_operator_role(:login, :role, :reason)", Map.of("login", login, "role", code(role), "reason", reason));
    }

    /// Says yes or no to a waiting role; whoever asked for it can only withdraw it with a no.
    public void decide(long requestId, boolean approve, String note) {
        call(
                "decide_operator_request(:id, :approve, :note)",
                Map.of("id", requestId, "approve", approve, "note", note));
    }

    /// Sets a password that the next sign-in must change.
    public void resetPassword(String login, char[] password, String reason) {
        call(
                "reset_operator_password(:login, :verifier, :reason)",
                Map.of("login", login, "verifier", new Credentials(login, password).verifier(), "reason", reason));
    }

    /// Takes login and rights at once, then ends the sessions under way.
    public void disable(String login, String reason) {
        call("disable_operator(:login, :reason)", Map.of("login", login, "reason", reason));
        call("end_operator_sessions(:login)", Map.of("login", login));
    }

    /// Gives login and role back.
    public void enable(String login, String reason) {
        call("enable_operator(:login, :reason)", Map.of("login", login, "reason", reason));
    }

    private void call(String function, Map<String, Object> arguments) {
        database.call(session -> run(session, function, arguments));
    }

    private static int run(Session session, String function, Map<String, Object> arguments) {
        NativeQuery<Object> query = session.createNativeQuery("SELECT 1 FROM " + function, Object.class);
        arguments.forEach(query::setParameter);
        return query.getResultList().size();
    }

    private static String code(OperatorRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static OperatorAccount account(Tuple row) {
        return new OperatorAccount(
                row.get("login", String.class),
                row.get("display_name", String.class),
                Optional.ofNullable(row.get("role", String.class)).map(Operators::role),
                "active".equals(row.get("state", String.class)),
                row.get("must_change_password", Boolean.class),
                Optional.ofNullable(row.get("last_sign_in_at")).map(Operators::time),
                Optional.ofNullable(row.get("connections", Long.class)).orElse(0L));
    }

    private static RoleRequest request(Tuple row) {
        return new RoleRequest(
                row.get("id", Long.class),
                row.get("login", String.class),
                role(row.get("role", String.class)),
                row.get("reason", String.class),
                row.get("requested_by", String.class),
                time(row.get("requested_at")));
    }

    private static Instant time(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    private static OperatorRole role(String code) {
        return OperatorRole.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
