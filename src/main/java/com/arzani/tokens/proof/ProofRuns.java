package com.arzani.tokens.proof;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import com.arzani.tokens.ledger.ProvenWallet;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The rows of `ledger_proof_runs`: requests, progress and results in one.
public final class ProofRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 50;

    private final Database database;

    public ProofRuns(Database database) {
        this.database = database;
    }

    /// Asks for a run; the service's job picks it up. If one of that kind waits already, there is no second. Finance
    /// and
    /// administrators.
    public Optional<ProofRun> request(ProofRun.Kind kind) {
        return call("SELECT * FROM request_proof_run(?)", kind.code()).stream().findFirst();
    }

    /// The newest runs below an id.
    public List<ProofRun> page(long below, int limit) {
        return database.read(session -> session.doReturningWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT * FROM ledger_proof_runs WHERE id < ? ORDER BY id DESC LIMIT ?")) {
                return rows(statement, below, limit);
            }
        }));
    }

    /// The last run that ended; it says how the ledger stands.
    public Optional<ProofRun> lastEnded() {
        return database.read(session -> session.doReturningWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT * FROM ledger_proof_runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1")) {
                return rows(statement).stream().findFirst();
            }
        }));
    }

    Optional<ProofRun> begin() {
        return call("SELECT * FROM begin_proof_run()").stream().findFirst();
    }

    /// Saves a piece of a run.
    ProofRun advance(ProofRun run, Piece piece) {
        return call(
                        "SELECT * FROM advance_proof_run(?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                        run.id(),
                        (int) piece.reachedUserId(),
                        piece.walletsTotal(),
                        piece.wallets(),
                        piece.entries(),
                        piece.differenceCount(),
                        differences(piece.differences()),
                        proven(piece.proven()))
                .getFirst();
    }

    ProofRun finish(ProofRun run, Long sealNumber) {
        return call("SELECT * FROM finish_proof_run(?, ?)", run.id(), sealNumber)
                .getFirst();
    }

    /// What a step adds to a run.
    record Piece(
            long reachedUserId,
            long walletsTotal,
            long wallets,
            long entries,
            long differenceCount,
            List<Difference> differences,
            List<ProvenWallet> proven) {}

    private List<ProofRun> call(String statement, Object... values) {
        return database.call(session -> session.doReturningWork(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                return rows(prepared, values);
            }
        }));
    }

    private static List<ProofRun> rows(PreparedStatement statement, Object... values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            if (values[index] == null) {
                statement.setNull(index + 1, java.sql.Types.BIGINT);
            } else {
                statement.setObject(index + 1, values[index]);
            }
        }
        List<ProofRun> runs = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                runs.add(run(row));
            }
        }
        return runs;
    }

    private static ProofRun run(ResultSet row) throws SQLException {
        return new ProofRun(
                row.getLong("id"),
                ProofRun.Kind.of(row.getString("kind")),
                ProofRun.State.of(row.getString("state")),
                row.getString("requested_by"),
                new ProofRun.Times(
                        moment(row, "requested_at"),
                        moment(row, "started_at"),
                        moment(row, "updated_at"),
                        moment(row, "finished_at")),
                new ProofRun.Counts(
                        row.getLong("reached_user_id"),
                        row.getLong("wallets_total"),
                        row.getLong("wallets"),
                        row.getLong("entries"),
                        row.getLong("difference_count"),
                        row.getLong("seal_number")),
                differences(row.getString("differences")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static String differences(List<Difference> differences) {
        ArrayNode array = JSON.createArrayNode();
        for (Difference difference : differences.subList(0, Math.min(KEPT, differences.size()))) {
            array.addObject()
                    .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                    .put("userId", difference.userId())
                    .put("entryId", difference.entryId())
                    .put("detail", difference.detail());
        }
        return array.toString();
    }

    private static List<Difference> differences(String json) {
        try {
            List<Difference> differences = new ArrayList<>();
            for (JsonNode node : JSON.readTree(json)) {
                differences.add(new Difference(
                        Kind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)),
                        node.path("userId").asLong(),
                        node.path("entryId").asLong(),
                        node.path("detail").asText()));
            }
            return differences;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("differences that are not ours", malformed);
        }
    }

    private static String proven(List<ProvenWallet> wallets) {
        ArrayNode array = JSON.createArrayNode();
        for (ProvenWallet wallet : wallets) {
            ProvenWallet.Sums sums = wallet.sums();
            array.addObject()
                    .put("user_id", wallet.userId())
                    .put("wallet_seq", wallet.seq())
                    .put(
                            "head_hash",
                            wallet.head() == null ? null : HexFormat.of().formatHex(wallet.head()))
                    .put(
                            "last_entry_at",
                            wallet.lastEntryAt() == null
                                    ? null
                                    : wallet.lastEntryAt().toString())
                    .put("token_balance", sums.balance())
                    .put("tokens_owed", sums.owed())
                    .put("tokens_purchased", sums.purchased())
                    .put("lifetime_purchased", sums.lifetimePurchased())
                    .put("tokens_consumed", sums.consumed());
        }
        return array.toString();
    }
}
