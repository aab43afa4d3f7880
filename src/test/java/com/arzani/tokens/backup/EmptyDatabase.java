package com.arzani.tokens.backup;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.UUID;
import javax.sql.DataSource;

/// A database with nothing in it, on the tests' server.
final class EmptyDatabase implements AutoCloseable {
    private final TestDatabase beside;
    private final String name = "restore_" + UUID.randomUUID().toString().substring(0, 8);

    EmptyDatabase(TestDatabase beside) {
        this.beside = beside;
        beside.sql().execute("CREATE DATABASE \"" + name + "\"");
    }

    ConnectionProfile profile() {
        ConnectionProfile near = beside.profile();
        return new ConnectionProfile(near.name(), near.host(), near.port(), name, near.rootCertificate());
    }

    DataSource owner() {
        return profile().ownerSource(beside.superuserLogin(), "tests");
    }

    Sql sql() {
        return new Sql(owner());
    }

    @Override
    public void close() {
        beside.sql().execute("DROP DATABASE \"" + name + "\" WITH (FORCE)");
    }
}
