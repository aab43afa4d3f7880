package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class OperatorsTest {
    private static final String REASON = "asked for by her manager";
    private final TestDatabase database;
    private final String login = "ada_" + UUID.randomUUID().toString().substring(0, 8);
    private final char[] password = new Passwords().next().toCharArray();
    private Credentials adminLogin;
    private Operators admin;

    OperatorsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void oneAdministrator() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        adminLogin = database.newLogin(OperatorRole.ADMIN);
        admin = administrator(adminLogin);
    }

    private Operators administrator(Credentials who) {
        Database opened = database.open(who);
        new OwnAccess(opened).signedIn();
        return new Operators(opened);
    }

    @ParameterizedTest
    @EnumSource(
            value = OperatorRole.class,
            names = {"SUPPORT", "FINANCE", "PRODUCT", "SERVICE"})
    void nobodyButAnAdministratorChangesOperators(OperatorRole role) {
        Operators other = new Operators(database.openAs(role));

        refused("not_permitted", () -> other.create(ada(OperatorRole.SUPPORT), password, REASON));
        refused("not_permitted", () -> other.disable(adminLogin.login(), REASON));
        refused("not_permitted", other::all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-in-clear", "md5aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "SCRAM-SHA-256$4096:x$y:z", ""})
    void aPasswordThatIsNoVerifierIsRefused(String sent) {
        Sql sql = database.sqlAs(adminLogin);

        assertThatThrownBy(() -> sql.rows("SELECT * FROM create_operator(?, 'Ada', 'support', ?, 'x')", login, sent))
                .hasMessageContaining("password_not_hashed");
        assertThatThrownBy(() -> sql.rows("SELECT * FROM change_own_password(?)", sent))
                .hasMessageContaining("password_not_hashed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_owner", "pg_monitor", "tokens_admin", "Ada", "a;b", "postgres", "1ada", "a", "public"})
    void aLoginThatIsNoPersonsIsRefused(String wrong) {
        assertThatThrownBy(() -> admin.create(new NewOperator(wrong, "Ada", OperatorRole.SUPPORT), password, REASON))
                .isInstanceOf(Rejected.class)
                .hasMessageMatching("operator_(login_malformed|exists)");
    }

    @Test
    void aReasonIsAlwaysNeeded() {
        refused("reason_missing", () -> admin.create(ada(OperatorRole.SUPPORT), password, "  "));
        assertThat(exists()).isFalse();
    }

    @Test
    void nobodyChangesTheirOwnRoleOrLogin() {
        refused("operator_is_oneself", () -> admin.setRole(adminLogin.login(), OperatorRole.SUPPORT, REASON));
        refused("operator_is_oneself", () -> admin.disable(adminLogin.login(), REASON));
        refused("operator_is_oneself", () -> admin.resetPassword(adminLogin.login(), password, REASON));
    }

    @Test
    void aNewOperatorSignsInAndChoosesAPassword() {
        admin.create(ada(OperatorRole.SUPPORT), password, REASON);

        Database ada = database.open(new Credentials(login, password));
        OwnAccess own = new OwnAccess(ada);
        assertThat(ada.operator().role()).isEqualTo(OperatorRole.SUPPORT);
        assertThat(own.signedIn()).isTrue();
        char[] chosen = "her own long password".toCharArray();
        own.changePassword(chosen);
        assertThat(own.signedIn()).isFalse();
        refused("wrong_password", () -> database.open(new Credentials(login, password)));
        database.open(new Credentials(login, chosen)).close();
        assertThat(account().lastSignIn()).isPresent();
        assertThat(account().connections()).isPositive();
        assertThat(audited())
                .containsExactly("create_operator", "set_operator_role", "sign_in", "change_own_password", "sign_in");
        assertThat(database.sql().number("SELECT count(*) FROM audit_log WHERE after::text LIKE '%SCRAM%'"))
                .isZero();
    }

    @Test
    void newOperatorsHaveTheLimitsOfAll() {
        admin.create(ada(OperatorRole.FINANCE), password, REASON);

        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT array_to_string(rolconfig, ' ') || ' ' || rolconnlimit"
                                        + " FROM pg_roles WHERE rolname = ?",
                                login))
                .isEqualTo("statement_timeout=30s lock_timeout=5s idle_in_transaction_session_timeout=60s"
                        + " transaction_timeout=5min 20");
    }

    @Test
    void aResetPasswordReplacesTheOldOne() {
        admin.create(ada(OperatorRole.SUPPORT), password, REASON);
        char[] next = new Passwords().next().toCharArray();

        admin.resetPassword(login, next, REASON);

        refused("wrong_password", () -> database.open(new Credentials(login, password)));
        assertThat(new OwnAccess(database.open(new Credentials(login, next))).signedIn())
                .isTrue();
    }

    @Test
    void f26_aDisabledOperatorsNextActionIsRefusedAndTheSessionEnds() {
        admin.create(ada(OperatorRole.SUPPORT), password, REASON);
        Database ada = database.open(new Credentials(login, password));
        new OwnAccess(ada).signedIn();

        admin.disable(login, "left the company");

        assertThatThrownBy(
                        () -> ada.read(session -> session.createNativeQuery("SELECT 1 FROM user_tokens", Integer.class)
                                .getResultList()))
                .isInstanceOf(TokenProblem.class);
        refused("sign_in_ended", () -> new OwnAccess(ada).hasRole());
        assertThatThrownBy(() -> database.open(new Credentials(login, password)))
                .isInstanceOf(TokenProblem.class);
        assertThat(account().signedIn()).isFalse();
        assertThat(account().active()).isFalse();

        admin.enable(login, "came back");
        database.open(new Credentials(login, password)).close();
    }

    @Test
    void f26_aRoleTakenInMidSessionIsRefusedByTheDatabaseInPlainWords() {
        admin.create(ada(OperatorRole.SUPPORT), password, REASON);
        Database ada = database.open(new Credentials(login, password));

        admin.setRole(login, OperatorRole.PRODUCT, REASON);

        refused(
                "not_permitted",
                () -> ada.read(session -> session.createNativeQuery("SELECT 1 FROM user_tokens", Integer.class)
                        .getResultList()));
    }

    @Test
    void withTwoAdministratorsARoleWaitsForTheOtherOne() {
        Credentials secondLogin = database.newLogin(OperatorRole.ADMIN);
        Operators second = administrator(secondLogin);

        admin.create(ada(OperatorRole.FINANCE), password, REASON);

        refused("no_role", () -> database.open(new Credentials(login, password)));
        RoleRequest request = admin.waiting().stream()
                .filter(one -> one.login().equals(login))
                .findFirst()
                .orElseThrow();
        assertThat(request.role()).isEqualTo(OperatorRole.FINANCE);
        refused("request_is_own", () -> admin.decide(request.id(), true, "yes"));
        assertThatThrownBy(() -> admin.setRole(login, OperatorRole.ADMIN, REASON))
                .isInstanceOf(Conflict.class)
                .hasMessage("operator_request_waits");
        second.decide(request.id(), true, "I know her");
        assertThat(database.open(new Credentials(login, password)).operator().role())
                .isEqualTo(OperatorRole.FINANCE);
        assertThatThrownBy(() -> second.decide(request.id(), false, "no"))
                .isInstanceOf(Conflict.class)
                .hasMessage("request_decided");
        assertThat(audited()).containsExactly("create_operator", "request_role", "set_operator_role", "approve_role");
    }

    @Test
    void whoeverAskedCanWithdrawAndTheOtherCanReject() {
        Operators second = administrator(database.newLogin(OperatorRole.ADMIN));
        admin.create(ada(OperatorRole.FINANCE), password, REASON);
        admin.decide(admin.waiting().getFirst().id(), false, "a slip");
        admin.setRole(login, OperatorRole.SUPPORT, REASON);
        second.decide(second.waiting().getFirst().id(), false, "not yet");

        assertThat(admin.waiting()).isEmpty();
        assertThat(account().role()).isEmpty();
        assertThat(audited()).endsWith("withdraw_role", "request_role", "reject_role");
    }

    @Test
    void theLastAdministratorStaysOne() {
        Credentials secondLogin = database.newLogin(OperatorRole.ADMIN);
        Operators second = administrator(secondLogin);
        second.disable(adminLogin.login(), REASON);

        assertThatThrownBy(() -> admin.disable(secondLogin.login(), REASON)).isInstanceOf(TokenProblem.class);
        assertThat(second.all())
                .filteredOn(one -> one.role().equals(java.util.Optional.of(OperatorRole.ADMIN)) && one.active())
                .hasSize(1);
    }

    @Test
    void theRoleThatChangesOperatorsHasNothingOfTheLedger() {
        for (String table :
                List.of("user_tokens", "token_transactions", "token_lots", "users", "token_orders", "settings")) {
            assertThat(database.sql()
                            .value(
                                    Boolean.class,
                                    "SELECT has_any_column_privilege('tok_operators', ?::regclass, 'SELECT, INSERT, UPDATE')",
                                    table))
                    .as(table)
                    .isFalse();
        }
    }

    private NewOperator ada(OperatorRole role) {
        return new NewOperator(login, "Ada Lovelace", role);
    }

    private OperatorAccount account() {
        return admin.all().stream()
                .filter(one -> one.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private boolean exists() {
        return database.sql().number("SELECT count(*) FROM pg_roles WHERE rolname = ?", login) > 0;
    }

    private List<Object> audited() {
        return database
                .sql()
                .rows(
                        "SELECT action FROM audit_log WHERE subject_type = 'operator' AND subject_id = ? ORDER BY id",
                        login)
                .stream()
                .map(row -> row.get("action"))
                .toList();
    }

    private static void refused(String key, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(Rejected.class).hasMessage(key);
    }
}
