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
    private static final String COLUMNS = "SELECT id, object, created, parent, state::text FROM simulator.objects ";

    private final Session session;
    private final ObjectMapper mapper;

    StoredObjects(Session session, ObjectMapper mapper) {
        this.session = session;
        this.mapper = mapper;
    }

    StoredObject add(StoredObject made) {
        update(
                "INSERT INTO simulator.objects (object, created, parent, state, id) VALUES (?, ?, ?, ?::jsonb, ?)",
                List.of(made.object(), made.created()),
                made);
        return made;
    }

    /// Replaces parent and state.
    StoredObject change(StoredObject changed) {
        update("UPDATE simulator.objects SET parent = ?, state = ?::jsonb WHERE id = ?", List.of(), changed);
        return changed;
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
        StringBuilder where = new StringBuilder("WHERE object = ? AND created >= ? AND created < ?");
        List<Object> values = new ArrayList<>(List.of(list.object(), list.from(), list.to()));
        list.parent().ifPresent(parent -> {
            where.append(" AND parent = ?");
            values.add(parent);
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

    private void update(String statement, List<Object> first, StoredObject stored) {
        session.doWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                int at = bind(prepared, first);
                prepared.setString(at++, stored.parent());
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
            ObjectNode state = (ObjectNode) mapper.readTree(row.getString(5));
            return new StoredObject(row.getString(1), row.getString(2), row.getLong(3), row.getString(4), state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
