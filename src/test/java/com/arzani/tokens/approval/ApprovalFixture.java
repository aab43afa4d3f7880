package com.arzani.tokens.approval;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;

/// Two people of each kind, and limits set for the test.
public final class ApprovalFixture {
    public static final long SINGLE = 50;
    public static final long DAY = 120;
    public static final long MONTH = 100;

    private final TestDatabase database;
    public final LedgerFixture ledger;

    public ApprovalFixture(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
        limits("SUPPORT", SINGLE, DAY, MONTH);
        limits("FINANCE", 500, 5000, 1000);
        limits("ADMIN", 0, 0, 0);
    }

    /// One signed-in person.
    public record Person(String login, Database database, LedgerService ledger, Approvals approvals, Limits limits) {}

    /// A new login of that role.
    public Person person(OperatorRole role) {
        return person(database.newLogin(role));
    }

    public Person person(Credentials login) {
        Database opened = database.open(login, Ledger.ENTITIES.toArray(Class<?>[]::new));
        return new Person(login.login(), opened, new LedgerService(opened), new Approvals(opened), new Limits(opened));
    }

    public void limits(String role, long single, long day, long month) {
        limit("LIMIT_" + role + "_SINGLE", single);
        limit("LIMIT_" + role + "_DAY", day);
        limit("LIMIT_" + role + "_CUSTOMER_MONTH", month);
    }

    public void limit(String name, long value) {
        database.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) SELECT name, max(version) + 1, ? FROM settings"
                                + " WHERE name = ? GROUP BY name",
                        Long.toString(value),
                        name);
    }

    /// A customer with tokens that count against nobody's limit.
    public long customerWith(long tokens) {
        long user = ledger.user();
        database.sql()
                .execute(
                        "SELECT ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object("
                                + "'operation_key', gen_random_uuid(), 'operation_line', 0, 'user_id', ?::int, 'transaction_type',"
                                + " 'bonus', 'tokens', ?::bigint, 'direction', 1, 'metadata', '{}'::jsonb)))",
                        user,
                        tokens);
        return user;
    }

    public static Adjustment grant(long user, long tokens) {
        return LedgerFixture.grant(user, tokens);
    }
}
