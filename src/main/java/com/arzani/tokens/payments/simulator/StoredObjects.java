package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/// The simulator's objects, seen through one transaction.
final class StoredObjects {
    private static final String COLUMNS =
            "SELECT id, object, created, parent, label, coalesce(due, 0), state::text FROM simulator.objects ";

    private final Session session;
    private final ObjectMapper mapper;
    private final Cause cause;

    StoredObjects(Session session, ObjectMapper mapper, Cause cause) {
        this.session = session;
        this.mapper = mapper;
        this.cause = cause;
    }

    /// What the changes of this transaction come of.
    Cause cause() {
        return cause;
    }

    StoredObject add(StoredObject made) {
        update(
                "INSERT INTO simulator.objects (object, created, parent, label, due, state, id)"
                        + " VALUES (?, ?, ?, ?, nullif(?, 0), ?::jsonb, ?)",
                List.of(made.object(), made.created()),
                made);
        return made;
    }

    /// Replaces all that can change.
    StoredObject change(StoredObject changed) {
        update(
                "UPDATE simulator.objects SET parent = ?, label = ?, due = nullif(?, 0), state = ?::jsonb WHERE id = ?",
                List.of(),
                changed);
        return changed;
    }

    void remove(StoredObject gone) {
        execute("DELETE FROM simulator.objects WHERE id = ?", gone.id());
    }

    /// What is due by then, the earliest first; kept from others until this transaction ends.
    List<StoredObject> due(long second, int most) {
        return query(COLUMNS + "WHERE due <= ? ORDER BY due, seq LIMIT " + most + " FOR UPDATE", List.of(second));
    }

    /// The newest of its kind.
    Optional<StoredObject> newest(String object) {
        return query(COLUMNS + "WHERE object = ? ORDER BY created DESC, seq DESC LIMIT 1", List.of(object)).stream()
                .findFirst();
    }

    List<StoredObject> havingLookupKey(String key) {
        return query(COLUMNS + "WHERE object = 'price' AND state->>'lookup_key' = ? FOR UPDATE", List.of(key));
    }

    /// Every one of a kind of which there are few.
    List<StoredObject> every(String object) {
        return query(COLUMNS + "WHERE object = ? ORDER BY created, seq", List.of(object));
    }

    Optional<StoredObject> find(String object, String id) {
        return query(COLUMNS + "WHERE id = ? AND object = ?", List.of(id, object)).stream()
                .findFirst();
    }

    /// Finds it and keeps others from changing it until this transaction ends.
    Optional<StoredObject> lock(String object, String id) {
        return query(COLUMNS + "WHERE id = ? AND object = ? FOR UPDATE", List.of(id, object)).stream()
                .findFirst();
    }

    List<StoredObject> children(String object, String parent) {
        return query(COLUMNS + "WHERE parent = ? AND object = ? ORDER BY created, seq", List.of(parent, object));
    }

    Map<String, StoredObject> all(Collection<String> ids) {
        Map<String, StoredObject> found = new HashMap<>();
        query(COLUMNS + "WHERE id = ANY (?)", List.<Object>of((Object) ids.toArray(new String[0])))
                .forEach(stored -> found.put(stored.id(), stored));
        return found;
    }

    /// One page, newest first, with one item more than asked for if there is more in the direction of travel.
    List<StoredObject> page(ListQuery list) {
        // The kind stands in the text, so that indexes over one kind alone can be used.
        StringBuilder where =
                new StringBuilder("WHERE object = '" + list.object() + "' AND created >= ? AND created < ?");
        List<Object> values = new ArrayList<>(List.of(list.from(), list.to()));
        ListQuery.Wanted wanted = list.wanted();
        wanted.parents().ifPresent(parents -> {
            where.append(parents.size() == 1 ? " AND parent = ?" : " AND parent = ANY (?)");
            values.add(parents.size() == 1 ? parents.iterator().next() : parents.toArray(new String[0]));
        });
        wanted.ids().ifPresent(ids -> {
            where.append(" AND id = ANY (?)");
            values.add(ids.toArray(new String[0]));
        });
        wanted.label().ifPresent(label -> {
            where.append(" AND label = ?");
            values.add(label);
        });
        wanted.state().forEach((expression, value) -> {
            where.append(" AND ").append(expression).append(" = ?");
            values.add(value);
        });
        list.cursor().ifPresent(cursor -> {
            where.append(" AND (created, seq) ")
                    .append(list.backwards() ? ">" : "<")
                    .append(" (SELECT created, seq FROM simulator.objects WHERE id = ?)");
            values.add(cursor);
        });
        String order = list.backwards() ? "ORDER BY created, seq" : "ORDER BY created DESC, seq DESC";
        values.add(list.limit() + 1);
        return query(COLUMNS + where + " " + order + " LIMIT ?", values);
    }

    /// Runs a statement over many rows at once; gives how many.
    int execute(String statement, Object... values) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, List.of(values));
                return prepared.executeUpdate();
            }
        });
    }

    /// The rows of a query of whole numbers and texts.
    List<Object[]> rows(String statement, Object... values) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, List.of(values));
                try (ResultSet rows = prepared.executeQuery()) {
                    List<Object[]> found = new ArrayList<>();
                    while (rows.next()) {
                        Object[] row = new Object[rows.getMetaData().getColumnCount()];
                        for (int i = 0; i < row.length; i++) {
                            row[i] = rows.getObject(i + 1);
                        }
                        found.add(row);
                    }
                    return found;
                }
            }
        });
    }

    private void update(String statement, List<Object> first, StoredObject stored) {
        session.doWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                int at = bind(prepared, first);
                prepared.setString(at++, stored.parent());
                prepared.setString(at++, stored.label());
                prepared.setLong(at++, stored.due());
                prepared.setString(at++, stored.state().toString());
                prepared.setString(at, stored.id());
                prepared.executeUpdate();
            }
        });
    }

    private List<StoredObject> query(String statement, List<?> values) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                bind(prepared, values);
                try (ResultSet rows = prepared.executeQuery()) {
                    List<StoredObject> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(stored(rows));
                    }
                    return Collections.unmodifiableList(found);
                }
            }
        });
    }

    private static int bind(PreparedStatement prepared, List<?> values) throws SQLException {
        int at = 1;
        for (Object value : values) {
            if (value instanceof String[] texts) {
                Array array = prepared.getConnection().createArrayOf("text", texts);
                prepared.setArray(at++, array);
            } else {
                prepared.setObject(at++, value);
            }
        }
        return at;
    }

    private StoredObject stored(ResultSet row) throws SQLException {
        try {
            ObjectNode state = (ObjectNode) mapper.readTree(row.getString(7));
            return new StoredObject(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
