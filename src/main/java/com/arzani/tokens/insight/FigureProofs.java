package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The proofs of the kept figures, for screens that say how far these are proven and ask for another.
public final class FigureProofs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public FigureProofs(Database database) {
        this.database = database;
    }

    /// Asks for a proof; the service's job makes it. While one waits there is no second. Finance, product and
    /// administrators.
    public FigureProof request() {
        return call("SELECT * FROM request_figure_proof()").orElseThrow();
    }

    /// The newest proof, ended or not.
    public Optional<FigureProof> newest() {
        return call("SELECT * FROM figure_proofs ORDER BY id DESC LIMIT 1");
    }

    /// The last proof that ended; it says how the figures stand.
    public Optional<FigureProof> lastEnded() {
        return call("SELECT * FROM figure_proofs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1");
    }

    Optional<FigureProof> begin() {
        return call("SELECT * FROM begin_figure_proof()");
    }

    /// @param first the first of the differences
    FigureProof finish(long id, long count, List<FigureProof.Difference> first) {
        ArrayNode array = JSON.createArrayNode();
        first.forEach(one -> array.addObject()
                .put("figure", one.figure())
                .put("place", one.place())
                .put("kept", one.kept())
                .put("derived", one.derived()));
        return call("SELECT * FROM finish_figure_proof(?, ?, ?::jsonb)", id, count, array.toString())
                .orElseThrow();
    }

    private Optional<FigureProof> call(String statement, Object... values) {
        return database.call(session -> session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                for (int i = 0; i < values.length; i++) {
                    prepared.setObject(i + 1, values[i]);
                }
                try (ResultSet row = prepared.executeQuery()) {
                    return row.next() ? Optional.of(proof(row)) : Optional.<FigureProof>empty();
                }
            }
        }));
    }

    private static FigureProof proof(ResultSet row) throws SQLException {
        return new FigureProof(
                row.getLong("id"),
                FigureProof.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                moment(row, "requested_at"),
                moment(row, "as_of"),
                moment(row, "finished_at"),
                row.getLong("difference_count"),
                differences(row.getString("differences")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static List<FigureProof.Difference> differences(String json) {
        try {
            List<FigureProof.Difference> differences = new ArrayList<>();
            for (JsonNode node : JSON.readTree(json)) {
                differences.add(new FigureProof.Difference(
                        node.path("figure").asText(),
                        node.path("place").asText(),
                        node.path("kept").asText(),
                        node.path("derived").asText()));
            }
            return differences;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("differences that are not ours", malformed);
        }
    }
}
