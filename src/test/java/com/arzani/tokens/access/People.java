package com.arzani.tokens.access;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Everybody who could hold psql in their hands: a login of each role, and the trusted web service.
final class People {
    static final String APPLICATION = "application_user";
    private final TestDatabase database;
    private final Map<String, Credentials> logins = new LinkedHashMap<>();

    People(TestDatabase database) {
        this.database = database;
        for (OperatorRole role : OperatorRole.values()) {
            logins.put(role.groupRole(), database.login(role));
        }
        logins.put(APPLICATION, application());
    }

    private Credentials application() {
        String name = "test_web_" + UUID.randomUUID().toString().substring(0, 8);
        Credentials login = new Credentials(name, UUID.randomUUID().toString().toCharArray());
        database.sql()
                .execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + login.verifier() + "' IN ROLE application_user");
        return login;
    }

    Map<String, Credentials> logins() {
        return logins;
    }

    Credentials login(String role) {
        return logins.get(role);
    }

    Sql as(String role) {
        return database.sqlAs(login(role));
    }

    /// A user with a wallet; gives the id.
    long userWith(long tokens) {
        long id = database.sql()
                .number(
                        "INSERT INTO users (email, phone, first_name) VALUES (?, '07700 900123', 'Ada') RETURNING id",
                        UUID.randomUUID() + "@example.test");
        as("tokens_support")
                .rows(
                        "SELECT * FROM adjust_tokens(?, ?, 1, ?, 'goodwill', 'for the test')",
                        UUID.randomUUID().toString(),
                        id,
                        tokens);
        return id;
    }
}
