package com.arzani.tokens.bench;

import com.arzani.tokens.app.BenchServe;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// What is asked of the service and of the bare database, for buyers and listings of the ground.
final class Askings {
    private static final String FORM = "{\"firstName\":\"Test\",\"lastName\":\"User\",\"email\":\"test@example.com\","
            + "\"message\":\"Load test contact\"}";
    private static final String CONTACT = "SELECT contact_seller(?, ?, ?, CAST(? AS jsonb))::text";
    private static final String BALANCE = """
            SELECT coalesce(w.token_balance, 0) - CASE WHEN w.next_expiry_at <= ledger_now() THEN
                       (SELECT coalesce(sum(l.remaining), 0) FROM token_lots l
                        WHERE l.user_id = w.user_id AND l.is_open AND l.expires_at <= ledger_now()) ELSE 0 END AS balance,
                   w.tokens_owed, w.tokens_purchased, w.tokens_consumed, w.lifetime_purchased
            FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id WHERE u.id = ?""";

    private final List<Integer> buyers;
    private final List<Integer> listings;
    private final Map<Integer, String> tokens = new HashMap<>();

    Askings(ServiceGround ground) {
        buyers = ground.buyers();
        listings = ground.listings();
        buyers.forEach(buyer -> tokens.put(buyer, BenchServe.token(buyer)));
    }

    private int buyer(Cell cell, Random random) {
        return buyers.get(cell.wallets() == 1 ? 0 : random.nextInt(buyers.size()));
    }

    /// One wallet writes to one listing, as the specification's own load test does.
    private int listing(Cell cell, Random random) {
        return listings.get(cell.wallets() == 1 ? 0 : random.nextInt(listings.size()));
    }

    /// `POST /api/businesses/{id}/contact`.
    Asking contact(int port) {
        return cell -> http(port, random -> {
            int buyer = buyer(cell, random);
            return HttpLine.post("/api/businesses/" + listing(cell, random) + "/contact", tokens.get(buyer), FORM);
        });
    }

    /// `GET /api/tokens/balance`.
    Asking balance(int port) {
        return cell -> http(port, random -> HttpLine.get("/api/tokens/balance", tokens.get(buyer(cell, random))));
    }

    /// The function that the endpoint calls, over JDBC.
    Asking contact(HikariDataSource pool) {
        return cell -> jdbc(pool, CONTACT, (statement, random) -> {
            statement.setLong(1, buyer(cell, random));
            statement.setLong(2, listing(cell, random));
            statement.setString(3, UUID.randomUUID().toString());
            statement.setString(4, FORM);
        });
    }

    /// The query that the endpoint asks, over JDBC.
    Asking balance(HikariDataSource pool) {
        return cell -> jdbc(pool, BALANCE, (statement, random) -> statement.setLong(1, buyer(cell, random)));
    }

    private interface Request {
        byte[] next(Random random);
    }

    private static Asking.Line http(int port, Request requests) throws IOException {
        HttpLine line = new HttpLine(port);
        return new Asking.Line() {
            @Override
            public int ask(Random random) throws IOException {
                return line.ask(requests.next(random));
            }

            @Override
            public void close() throws IOException {
                line.close();
            }
        };
    }

    private interface Binding {
        void bind(PreparedStatement statement, Random random) throws Exception;
    }

    private static Asking.Line jdbc(HikariDataSource pool, String sql, Binding binding) {
        return new Asking.Line() {
            @Override
            public int ask(Random random) throws Exception {
                try (Connection connection = pool.getConnection();
                        PreparedStatement statement = connection.prepareStatement(sql)) {
                    binding.bind(statement, random);
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() && row.getString(1) != null ? 200 : 500;
                    }
                }
            }

            @Override
            public void close() {}
        };
    }
}
