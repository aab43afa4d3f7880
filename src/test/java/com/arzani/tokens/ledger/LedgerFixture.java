package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// Users with tokens, made through the real doors.
public final class LedgerFixture {
    private static final long STARTER_PACKAGE = 1;

    private final TestDatabase database;
    public final Database serviceDatabase;
    public final Database supportDatabase;
    public final LedgerService service;
    public final LedgerService support;
    public final LedgerHistory history;
    public final LedgerExplanation explanation;

    public LedgerFixture(TestDatabase database) {
        this.database = database;
        Class<?>[] entities = Ledger.ENTITIES.toArray(Class<?>[]::new);
        serviceDatabase = database.openService(entities);
        supportDatabase = database.openAs(OperatorRole.SUPPORT, entities);
        service = new LedgerService(serviceDatabase);
        support = new LedgerService(supportDatabase);
        history = new LedgerHistory(supportDatabase, Clock.systemUTC());
        explanation = new LedgerExplanation(supportDatabase);
    }

    /// The owner's connections.
    public javax.sql.DataSource owner() {
        return database.superuser();
    }

    /// A user without a wallet.
    public long user() {
        return database.sql()
                .value(
                        Integer.class,
                        "INSERT INTO users (email, first_name, last_name) VALUES (?, 'Ann', 'Example') RETURNING id",
                        UUID.randomUUID() + "@example.com");
    }

    /// A user who was granted tokens.
    public long userWith(long tokens) {
        long user = user();
        support.adjust(grant(user, tokens));
        return user;
    }

    public static Adjustment grant(long user, long tokens) {
        return grant(key(), user, tokens);
    }

    public static Adjustment grant(String key, long user, long tokens) {
        return new Adjustment(key, user, Direction.CREDIT, new Tokens(tokens), reason(), null);
    }

    public static Adjustment take(long user, long tokens) {
        return new Adjustment(
                key(),
                user,
                Direction.DEBIT,
                new Tokens(tokens),
                new Adjustment.Reason("correction", "taken by a test"),
                null);
    }

    public static Adjustment.Reason reason() {
        return new Adjustment.Reason("goodwill", "given by a test");
    }

    public static Posting spend(long user, long tokens) {
        return Posting.consumption(key(), user, new Tokens(tokens), Posting.Context.action("contact_seller", 7L));
    }

    /// Buys the starter package: an order, its checkout and its credit.
    public List<LedgerEntry> buy(long user) {
        return buy(user, STARTER_PACKAGE);
    }

    public List<LedgerEntry> buy(long user, long packageId) {
        long order = single("SELECT id FROM create_order(?, ?, ?)", key(), user, packageId);
        String session = "cs_test_" + order;
        single("SELECT id FROM attach_checkout(?, ?)", order, session);
        long price = database.sql().value(Long.class, "SELECT price_pence FROM token_orders WHERE id = ?", order);
        database.sql()
                .value(
                        Long.class,
                        "SELECT count(*) FROM credit_order(?, ?, ?, ?, 'gbp')",
                        order,
                        session,
                        "pi_" + order,
                        price);
        return service.entries("stripe:" + session);
    }

    private long single(String sql, Object... values) {
        return database.sql().value(Long.class, sql, values);
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }
}
