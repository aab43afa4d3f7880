package com.arzani.tokens.bench;

import com.arzani.tokens.http.Answer;
import com.arzani.tokens.http.Call;
import com.arzani.tokens.http.JsonBody;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/// The specification's contact (3.1 and 3.2): its statements in its order, on its tables, over JDBC.
///
/// As written, the spend takes a second connection while the first has its transaction open, so that as many callers as
/// there are connections wait for each other until a connection is refused. On one connection the spend joins the
/// transaction of the contact, two statements and a commit fewer.
public final class SketchContacts {
    private static final String METADATA = "{\"businessId\": %d, \"action\": \"contact_seller\"}";

    private final DataSource pool;
    private final boolean second;

    private SketchContacts(DataSource pool, boolean second) {
        this.pool = pool;
        this.second = second;
    }

    public static SketchContacts asWritten(DataSource pool) {
        return new SketchContacts(pool, true);
    }

    public static SketchContacts onOneConnection(DataSource pool) {
        return new SketchContacts(pool, false);
    }

    private record Decision(boolean free, int tokens, boolean enough, int balance) {}

    /// What the endpoint answers.
    public Answer answer(Call call) {
        int user = (int) call.userId();
        int business = (int) call.number("id");
        try {
            Decision decision = decide(user, business);
            if (!decision.enough()) {
                return Answer.json(
                        402,
                        Map.of(
                                "error",
                                "Insufficient tokens",
                                "tokensRequired",
                                decision.tokens(),
                                "currentBalance",
                                decision.balance()));
            }
            return contact(user, business, decision, call.json());
        } catch (SQLException failed) {
            return Answer.json(500, Map.of("error", "Contact creation failed"));
        }
    }

    /// `checkContactLimits`: each query takes a connection of the pool for itself.
    private Decision decide(int user, int business) throws SQLException {
        boolean first = query(
                "SELECT contact_count, first_contact_at, tokens_spent FROM sketch.contact_limitations"
                        + " WHERE user_id = ? AND business_id = ?",
                row -> !row.next(),
                user,
                business);
        boolean free = query(
                "SELECT buyer_plan, free_contacts_used, free_contacts_reset_date FROM sketch.users WHERE id = ?",
                row -> row.next() && first && "free".equals(row.getString(1)) && freeLeft(row, user),
                user);
        if (free) {
            return new Decision(true, 0, true, 0);
        }
        int tokens = first ? 2 : 1;
        int balance = query(
                "SELECT token_balance FROM sketch.user_tokens WHERE user_id = ?",
                row -> row.next() ? row.getInt(1) : 0,
                user);
        return new Decision(false, tokens, balance >= tokens, balance);
    }

    private boolean freeLeft(ResultSet row, int user) throws SQLException {
        YearMonth since = YearMonth.from(row.getTimestamp(3).toLocalDateTime());
        if (YearMonth.from(LocalDateTime.now(Clock.systemUTC())).isAfter(since)) {
            try (Connection connection = pool.getConnection()) {
                run(
                        connection,
                        "UPDATE sketch.users SET free_contacts_used = 0,"
                                + " free_contacts_reset_date = CURRENT_TIMESTAMP WHERE id = ?",
                        user);
            }
            return true;
        }
        return row.getInt(2) < 1;
    }

    private Answer contact(int user, int business, Decision decision, JsonBody body) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (decision.free()) {
                    run(
                            connection,
                            "UPDATE sketch.users SET free_contacts_used = free_contacts_used + 1 WHERE id = ?",
                            user);
                } else {
                    consume(connection, user, business, decision.tokens());
                }
                int inquiry = inquiry(connection, user, business, decision, body);
                run(connection, """
                        INSERT INTO sketch.contact_limitations AS contact_limitations
                            (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent)
                        VALUES (?, ?, 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, ?)
                        ON CONFLICT (user_id, business_id) DO UPDATE SET
                            contact_count = contact_limitations.contact_count + 1, last_contact_at = CURRENT_TIMESTAMP,
                            tokens_spent = contact_limitations.tokens_spent + ?""", user, business, decision.tokens(), decision.tokens());
                connection.commit();
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("success", true);
                told.put("inquiryId", inquiry);
                told.put("tokensSpent", decision.tokens());
                told.put("contactType", decision.free() ? "free" : "token");
                return Answer.json(200, told);
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int inquiry(Connection connection, int user, int business, Decision decision, JsonBody body)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO sketch.business_inquiries (business_id, first_name, last_name, email, phone, message, timeframe,
                    user_email, tokens_spent, inquiry_type)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""")) {
            bind(
                    statement,
                    business,
                    body.text("firstName"),
                    body.text("lastName"),
                    body.text("email"),
                    body.text("phone"),
                    body.text("message"),
                    body.text("timeframe"),
                    user + "@example.com",
                    decision.tokens(),
                    decision.free() ? "free" : "token");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /// `TokenService.consumeTokens`.
    private void consume(Connection outer, int user, int business, int tokens) throws SQLException {
        if (!second) {
            spend(outer, user, business, tokens);
            return;
        }
        try (Connection inner = pool.getConnection()) {
            inner.setAutoCommit(false);
            try {
                spend(inner, user, business, tokens);
                inner.commit();
            } catch (SQLException failed) {
                inner.rollback();
                throw failed;
            } finally {
                inner.setAutoCommit(true);
            }
        }
    }

    private static void spend(Connection connection, int user, int business, int tokens) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT token_balance FROM sketch.user_tokens WHERE user_id = ? FOR UPDATE")) {
            bind(select, user);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getInt(1) < tokens) {
                    throw new SQLException("Insufficient token balance");
                }
            }
        }
        run(connection, """
                UPDATE sketch.user_tokens SET token_balance = token_balance - ?, tokens_consumed = tokens_consumed + ?,
                    updated_at = CURRENT_TIMESTAMP WHERE user_id = ?""", tokens, tokens, user);
        run(connection, """
                INSERT INTO sketch.token_transactions
                    (user_id, transaction_type, tokens_amount, action_type, reference_id, metadata)
                VALUES (?, 'consumption', ?, ?, ?, CAST(? AS jsonb))""", user, tokens, "contact_seller", null, METADATA.formatted(business));
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Reading<T> reading, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        }
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            if (values[index] instanceof Integer number) {
                statement.setInt(index + 1, number);
            } else if (values[index] == null) {
                statement.setNull(index + 1, java.sql.Types.NULL);
            } else {
                statement.setString(index + 1, (String) values[index]);
            }
        }
    }
}
