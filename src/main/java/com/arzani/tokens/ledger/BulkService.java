package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Many grants and takes as one batch: rehearsed, then run under one key. Everything is decided by PostgreSQL
/// (`bulk_apply`); a rehearsal is the run itself, taken back.
///
/// A run is a row of calls, each of which stands by itself: one that was cut off left nothing, and running the batch
/// again goes on from there and posts nothing twice (rulings 10 and 33).
public final class BulkService {
    /// Rows of one call; a customer's rows stay together, so a call may hold more.
    public static final int CHUNK = 200;

    private final Database database;

    public BulkService(Database database) {
        this.database = database;
    }

    /// What each row would do now, in the order of the rows. Nothing of it stays.
    ///
    /// @throws Unavailable `cancelled` when the thread is interrupted
    public List<BulkOutcome> rehearse(List<BulkLine> lines, BulkProgress progress) {
        List<BulkOutcome> all = new ArrayList<>(lines.size());
        for (List<BulkLine> chunk : chunks(lines)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Unavailable("cancelled");
            }
            String json = BulkJson.of(chunk);
            all.addAll(database.call(session -> session.createNativeQuery("""
                            SELECT row_no, refusal, arguments::text AS arguments, balance_before, balance_after, debt_before,
                                debt_after
                            FROM bulk_rehearse(CAST(:rows AS jsonb))""", Tuple.class)
                    .setParameter("rows", json, String.class)
                    .getResultStream()
                    .map(BulkJson::outcome)
                    .toList()));
            progress.reached(all.size(), lines.size());
        }
        all.sort(Comparator.comparingInt(BulkOutcome::row));
        return all;
    }

    /// The limits of the signed-in person that these rows would pass; with one or more, another person has to agree.
    public List<BulkLimitHit> limits(List<BulkLine> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        String json = BulkJson.of(lines);
        return database.call(session -> session.createNativeQuery("""
                        SELECT scope, size, "left" AS left_over, tokens, hits FROM bulk_limits(CAST(:rows AS jsonb))""", Tuple.class)
                .setParameter("rows", json, String.class)
                .getResultStream()
                .map(BulkJson::limit)
                .toList());
    }

    /// Asks another person for a batch as a whole; asking again while that waits changes nothing.
    ///
    /// @param note why it is needed
    /// @return the request's number
    public long askApproval(String key, String note) {
        return database.call(
                session -> session.createNativeQuery("SELECT id FROM request_bulk_batch(:key, :note)", Long.class)
                        .setParameter("key", key, String.class)
                        .setParameter("note", note, String.class)
                        .getSingleResult());
    }

    /// Keeps a batch for its run. Sending it again returns the same batch.
    ///
    /// @throws com.arzani.tokens.problem.Conflict `key_used` when the key stands for something else
    public BulkBatch make(NewBulk bulk) {
        String json = BulkJson.of(bulk.lines());
        return database.call(session -> BulkJson.batch(session.createNativeQuery(
                        BulkJson.BATCH + "make_bulk_batch(:key, :title, :mode, CAST(:rows AS jsonb))", Tuple.class)
                .setParameter("key", bulk.key(), String.class)
                .setParameter("title", bulk.title(), String.class)
                .setParameter("mode", bulk.mode().code(), String.class)
                .setParameter("rows", json, String.class)
                .getSingleResult()));
    }

    /// Runs a batch to its end, from wherever it stands. [#cancel] from another thread ends it early.
    ///
    /// @return the batch: done, cancelled, or (all or none) refused with nothing posted
    public BulkBatch run(String key, BulkProgress progress) {
        BulkBatch batch;
        do {
            batch = step(key, CHUNK, progress);
            progress.reached(batch.done().rows(), batch.plan().rows());
        } while (batch.open());
        return batch;
    }

    /// One call of a run: a chunk, or everything when it is all or none.
    BulkBatch step(String key, int rows, BulkProgress progress) {
        BulkBatch before = one(key);
        database.call(session -> {
            session.doWork(connection -> BulkCall.run(
                    connection,
                    key,
                    rows,
                    reached -> progress.reached(reached, before.plan().rows())));
            return null;
        });
        return one(key);
    }

    /// Brings several chunks, each with whole customers, in the order of their users.
    static List<List<BulkLine>> chunks(List<BulkLine> lines) {
        List<BulkLine> ordered = lines.stream()
                .sorted(Comparator.comparingLong(BulkLine::userId).thenComparingInt(BulkLine::row))
                .toList();
        List<List<BulkLine>> chunks = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            boolean whole = to == ordered.size()
                    || ordered.get(to).userId() != ordered.get(to - 1).userId();
            if (whole && (to - from >= CHUNK || to == ordered.size())) {
                chunks.add(ordered.subList(from, to));
                from = to;
            }
        }
        return chunks;
    }

    /// Ends a batch; what was posted stays.
    public BulkBatch cancel(String key) {
        return database.call(session ->
                BulkJson.batch(session.createNativeQuery(BulkJson.BATCH + "cancel_bulk_batch(:key)", Tuple.class)
                        .setParameter("key", key, String.class)
                        .getSingleResult()));
    }

    /// The batch of a key.
    public Optional<BulkBatch> batch(String key) {
        return database.read(session -> session.createNativeQuery(
                        BulkJson.BATCH + "bulk_batches WHERE batch_key = :key", Tuple.class)
                .setParameter("key", key, String.class)
                .getResultStream()
                .map(BulkJson::batch)
                .findFirst());
    }

    /// Batches, newest first.
    ///
    /// @param before the id after which the list goes on, `Long.MAX_VALUE` at its beginning
    public List<BulkBatch> batches(long before, int most) {
        return database.read(session -> session.createNativeQuery(
                        BulkJson.BATCH + "bulk_batches WHERE id < :before ORDER BY id DESC LIMIT :most", Tuple.class)
                .setParameter("before", before, Long.class)
                .setParameter("most", most, Integer.class)
                .getResultStream()
                .map(BulkJson::batch)
                .toList());
    }

    /// Rows of a batch by their number.
    ///
    /// @param after the row after which the list goes on, 0 at its beginning
    public List<BulkRow> rows(long batchId, int after, int most) {
        return database.read(session -> session.createNativeQuery(
                        BulkJson.ROWS + "AND row_no > :after ORDER BY row_no LIMIT :most", Tuple.class)
                .setParameter("batch", batchId, Long.class)
                .setParameter("after", after, Integer.class)
                .setParameter("most", most, Integer.class)
                .getResultStream()
                .map(BulkJson::row)
                .toList());
    }

    /// Every row of a batch that was not posted, by its number.
    public List<BulkRow> notPosted(long batchId) {
        return database.read(session -> session.createNativeQuery(
                        BulkJson.ROWS + "AND state <> 'posted' ORDER BY row_no", Tuple.class)
                .setParameter("batch", batchId, Long.class)
                .getResultStream()
                .map(BulkJson::row)
                .toList());
    }

    private BulkBatch one(String key) {
        return batch(key).orElseThrow(() -> new Rejected("bulk_unknown", key));
    }
}
