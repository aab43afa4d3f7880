package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.Gathering;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Contacts of listings, in a buyer's name. The rule lives in the database once; asking and doing use the same. What is
/// written at the same moment goes in one call and one commit.
public final class Contacts {
    private static final String WRITE = "SELECT contact_seller(?, ?, ?, CAST(? AS jsonb))::text";
    private static final String WRITE_ALL =
            "SELECT line, answer, refusal, is_conflict, arguments FROM contact_sellers(?, ?, ?, CAST(? AS jsonb[]))";
    /// A wallet always goes through the same of them, so that two calls never wait for each other's locks.
    private static final int LANES = 2;
    private static final int MOST_IN_CALL = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Gathering<Asked, Outcome> gathering = new Gathering<>(LANES, MOST_IN_CALL, this::send);

    private record Asked(long user, long listing, String key, String form) {}

    private record Outcome(String answer, TokenProblem refusal) {}

    public Contacts(Database database) {
        this.database = database;
    }

    /// What writing to the seller would cost now.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `user_unknown`, `business_unknown`, `own_listing`, `not_permitted`
    public ContactTerms terms(long userId, long listingId) {
        return database.call(session -> {
            MarketRow row = new MarketRow(
                    session.createNativeQuery("SELECT * FROM contact_requirements(:user, :listing)", Tuple.class)
                            .setParameter("user", userId)
                            .setParameter("listing", listingId)
                            .getSingleResult());
            return new ContactTerms(
                    row.text("contact_type"),
                    row.tokens("tokens_required"),
                    row.tokens("current_balance"),
                    row.count("attempt"),
                    row.count("free_contacts_left"),
                    row.flag("tokens_on"));
        });
    }

    /// Writes to the seller: decision, spend, inquiry and counters in one round trip, together or not at all (T2, T4).
    ///
    /// @param key the caller's idempotency key, 1 to 150 visible ASCII characters; again, it gives the first answer
    /// @return the answer as JSON: success, inquiryId, tokensSpent, contactType, contactAttempt, balance,
    /// freeContactsLeft
    /// @throws com.arzani.tokens.problem.Rejected `insufficient_tokens` (needed, there), `field_missing` (name),
    ///     `field_too_long` (name, longest), `field_has_control_characters` (name), `email_malformed`, and those of
    /// `terms`
    /// @throws com.arzani.tokens.problem.Conflict `key_used` for another contact
    public String write(long userId, long listingId, String key, ContactForm form) {
        Outcome outcome = gathering.ask(new Asked(userId, listingId, key, json(form)), userId);
        if (outcome.refusal() != null) {
            throw outcome.refusal();
        }
        return outcome.answer();
    }

    private static String json(ContactForm form) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "firstName", form.firstName());
        put(node, "lastName", form.lastName());
        put(node, "email", form.email());
        put(node, "phone", form.phone());
        put(node, "message", form.message());
        put(node, "timeframe", form.timeframe());
        return node.toString();
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private List<Outcome> send(List<Asked> asked) {
        return database.call(session -> session.doReturningWork(
                connection -> asked.size() == 1 ? List.of(one(connection, asked.getFirst())) : all(connection, asked)));
    }

    private static Outcome one(Connection connection, Asked asked) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setLong(1, asked.user());
            statement.setLong(2, asked.listing());
            statement.setString(3, asked.key());
            statement.setString(4, asked.form());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Outcome(row.getString(1), null);
            }
        }
    }

    private static List<Outcome> all(Connection connection, List<Asked> asked) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE_ALL)) {
            statement.setArray(1, connection.createArrayOf("bigint", each(asked, Asked::user, Long[]::new)));
            statement.setArray(2, connection.createArrayOf("bigint", each(asked, Asked::listing, Long[]::new)));
            statement.setArray(3, connection.createArrayOf("text", each(asked, Asked::key, String[]::new)));
            statement.setArray(4, connection.createArrayOf("text", each(asked, Asked::form, String[]::new)));
            Outcome[] outcomes = new Outcome[asked.size()];
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    outcomes[row.getInt(1) - 1] = outcome(row);
                }
            }
            return Arrays.asList(outcomes);
        }
    }

    private static <T> T[] each(List<Asked> asked, Function<Asked, T> field, IntFunction<T[]> array) {
        return asked.stream().map(field).toArray(array);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        String refusal = row.getString(3);
        if (refusal == null) {
            return new Outcome(row.getString(2), null);
        }
        Object[] arguments = Database.arguments(row.getString(5));
        return new Outcome(
                null, row.getBoolean(4) ? new Conflict(refusal, arguments) : new Rejected(refusal, arguments));
    }
}
