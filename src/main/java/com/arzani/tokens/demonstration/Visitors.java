package com.arzani.tokens.demonstration;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.util.List;
import org.hibernate.Session;

/// People of the demonstration data who can be signed in on the demonstration's website.
public final class Visitors {
    private static final int LISTINGS = 12;
    /// A buyer with tokens, somebody without any, and a seller who can pay for a boost: the lowest number of each kind.
    private static final String PEOPLE = """
            (SELECT u.id, btrim(concat_ws(' ', u.first_name, u.last_name)) AS name FROM users u
             WHERE u.token_balance >= 20 AND NOT EXISTS (SELECT FROM businesses b WHERE b.user_id = u.id) ORDER BY u.id LIMIT 1)
            UNION ALL
            (SELECT u.id, btrim(concat_ws(' ', u.first_name, u.last_name)) FROM users u
             WHERE u.token_balance = 0 AND u.buyer_plan = 'free' AND NOT EXISTS (SELECT FROM businesses b WHERE b.user_id = u.id)
             ORDER BY u.id LIMIT 1)
            UNION ALL
            (SELECT u.id, btrim(concat_ws(' ', u.first_name, u.last_name)) FROM users u
             WHERE u.token_balance >= 20 AND EXISTS (SELECT FROM businesses b WHERE b.user_id = u.id) ORDER BY u.id LIMIT 1)
            """;
    private static final String OWN =
            "SELECT id, business_name AS name FROM businesses WHERE user_id = :user ORDER BY id LIMIT :rows";
    private static final String OTHERS =
            "SELECT id, business_name AS name FROM businesses WHERE user_id <> :user ORDER BY id DESC LIMIT :rows";

    private final Database database;

    public Visitors(Database database) {
        this.database = database;
    }

    public record Listing(long id, String name) {}

    /// @param listings their own
    /// @param others   some that they can contact
    public record Visitor(long id, String name, List<Listing> listings, List<Listing> others) {}

    public List<Visitor> list() {
        return database.read(session -> session.createNativeQuery(PEOPLE, Tuple.class).getResultList().stream()
                .map(row -> {
                    long id = row.get("id", Number.class).longValue();
                    return new Visitor(
                            id,
                            row.get("name", String.class),
                            listings(session, OWN, id),
                            listings(session, OTHERS, id));
                })
                .toList());
    }

    private static List<Listing> listings(Session session, String query, long user) {
        return session
                .createNativeQuery(query, Tuple.class)
                .setParameter("user", user)
                .setParameter("rows", LISTINGS)
                .getResultList()
                .stream()
                .map(row -> new Listing(row.get("id", Number.class).longValue(), row.get("name", String.class)))
                .toList();
    }
}
