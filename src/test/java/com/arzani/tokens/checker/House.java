package com.arzani.tokens.checker;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.GatheredPosting;
import com.arzani.tokens.ledger.Ledger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/// A database with everybody signed in to it through the faulty proxy, and the owner's own quick way in.
final class House implements AutoCloseable {
    static final String APPLICATION = "checker";
    private static final String OWNERS_APPLICATION = "checker-owner";
    private static final int SEATS = 3;

    final TestDatabase test;
    final FaultyProxy proxy;
    final Sql sql;
    final GatheredPosting gathered;
    private final HikariDataSource owner;
    private final Map<Actor, Database> databases = new EnumMap<>(Actor.class);
    private final Map<Actor, String> logins = new EnumMap<>(Actor.class);
    private int seeds;

    House(TestDatabase test) {
        this.test = test;
        try {
            proxy = new FaultyProxy(test.profile().port());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        owner = pooled(test.profile().ownerSource(test.superuserLogin(), OWNERS_APPLICATION));
        sql = new Sql(owner);
        Limits.set(sql);
        ConnectionProfile real = test.profile();
        ConnectionProfile through =
                new ConnectionProfile(real.name(), real.host(), proxy.port(), real.database(), real.rootCertificate());
        DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC())
                .named(APPLICATION)
                .withPoolSize(SEATS)
                .withEntities(Ledger.ENTITIES);
        for (Actor actor : Actor.values()) {
            if (actor == Actor.OWNER) {
                logins.put(actor, test.superuserLogin().login());
            } else {
                Credentials login = test.login(actor.role());
                logins.put(actor, login.login());
                databases.put(actor, Database.open(through, login, options));
            }
        }
        gathered = new GatheredPosting(databases.get(Actor.GATHERED), GatheredPosting.Limits.USUAL);
    }

    private static HikariDataSource pooled(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(SEATS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /// Number of the seed in this database, from 0.
    int nextSeed() {
        return seeds++;
    }

    Database of(Actor actor) {
        return databases.get(actor);
    }

    String login(Actor actor) {
        return logins.get(actor);
    }

    String application(Actor actor) {
        return actor == Actor.OWNER ? OWNERS_APPLICATION : APPLICATION;
    }

    /// The program of every connection that posts.
    boolean known(String login, String application) {
        return logins.containsValue(login)
                && (application.equals(APPLICATION) || application.equals(OWNERS_APPLICATION));
    }

    @Override
    public void close() {
        gathered.close();
        databases.values().forEach(Database::close);
        owner.close();
        try {
            proxy.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
