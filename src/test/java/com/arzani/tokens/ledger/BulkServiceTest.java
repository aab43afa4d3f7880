package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkServiceTest {
    private static final BulkProgress QUIET = (rows, of) -> {};
    private static final String COUNTS = """
            SELECT string_agg(format('%s=%s', t.relname, (xpath('/row/n/text()', query_to_xml(
                format('SELECT count(*) AS n FROM public.%I', t.relname), false, true, '')))[1]), ' ' ORDER BY t.relname)
            FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'""";

    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final BulkService bulk;

    BulkServiceTest(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
        bulk = new BulkService(ledger.supportDatabase);
    }

    @Test
    void refusesEachRowWithItsReason() {
        long user = ledger.userWith(5);
        List<BulkOutcome> outcomes = bulk.rehearse(
                List.of(
                        take(1, user, 6),
                        line(2, user, Direction.CREDIT, 3, "fraud", "a grant for a taking reason"),
                        line(3, user, Direction.CREDIT, 3, "goodwill", "  \t "),
                        line(4, 2_000_000_000L, Direction.CREDIT, 3, "goodwill", "nobody"),
                        line(5, 9_000_000_000L, Direction.CREDIT, 3, "goodwill", "beyond"),
                        line(6, user, Direction.CREDIT, 1_000_000_000_001L, "goodwill", "too many"),
                        line(7, user, Direction.CREDIT, 3, "goodwill", "a bell \u0007"),
                        line(8, user, Direction.CREDIT, 3, "goodwill", "x".repeat(2001))),
                QUIET);

        assertThat(outcomes).extracting(BulkOutcome::row).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(outcomes)
                .extracting(outcome -> outcome.refusal().orElseThrow().key())
                .containsExactly(
                        "insufficient_tokens",
                        "reason_code_unknown",
                        "reason_missing",
                        "user_unknown",
                        "user_unknown",
                        "tokens_out_of_range",
                        "text_has_control_characters",
                        "note_too_long");
    }

    @Test
    void aRehearsalLeavesNothingAndIsWhatTheRunDoes() {
        long rich = ledger.userWith(10);
        long poor = ledger.user();
        long indebted = indebted(4);
        List<BulkLine> lines = List.of(
                grant(1, rich, 7),
                take(2, rich, 12),
                take(3, rich, 6),
                grant(4, poor, 2),
                take(5, poor, 3),
                grant(6, indebted, 9));
        String before = database.sql().value(String.class, COUNTS);
        String wallets = walletText(rich, poor, indebted);

        List<BulkOutcome> rehearsed = bulk.rehearse(lines, QUIET);

        assertThat(database.sql().value(String.class, COUNTS)).isEqualTo(before);
        assertThat(walletText(rich, poor, indebted)).isEqualTo(wallets);
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, lines));
        BulkBatch run = bulk.run(batch.key(), QUIET);
        List<BulkRow> rows = bulk.rows(batch.id(), 0, 100);
        assertThat(rehearsed).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            BulkOutcome said = rehearsed.get(i);
            BulkRow did = rows.get(i);
            assertThat(did.line().row()).isEqualTo(said.row());
            assertThat(did.balanceBefore()).isEqualTo(said.before().balance());
            assertThat(did.balanceAfter()).isEqualTo(said.after().balance());
            assertThat(did.refusal().map(Object::toString))
                    .isEqualTo(said.refusal().map(Object::toString));
        }
        assertThat(rehearsed.get(5).debtPaid()).isEqualTo(new Tokens(4));
        assertThat(run.done()).isEqualTo(new BulkBatch.Done(4, 2, new Tokens(18), new Tokens(12), new Tokens(4)));
        proven();
    }

    @Test
    void allOrNoneWithOneRefusedRowPostsNothing() {
        long rich = ledger.userWith(10);
        List<BulkLine> lines = new ArrayList<>();
        for (int row = 1; row <= 450; row++) {
            lines.add(grant(row, users(1).getFirst(), 3));
        }
        lines.add(take(451, rich, 11));
        String entries = entries();
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.ALL_OR_NONE, lines));

        BulkBatch refused = bulk.run(batch.key(), QUIET);

        assertThat(refused.state()).isEqualTo(BulkBatch.State.REFUSED);
        assertThat(refused.done().posted()).isZero();
        assertThat(refused.done().refused()).isEqualTo(1);
        assertThat(entries()).isEqualTo(entries);
        assertThat(bulk.notPosted(batch.id())).hasSize(451);
        assertThat(bulk.rows(batch.id(), 450, 10)
                        .getFirst()
                        .refusal()
                        .orElseThrow()
                        .key())
                .isEqualTo("insufficient_tokens");

        ledger.support.adjust(LedgerFixture.grant(rich, 1));
        BulkBatch done = bulk.run(batch.key(), QUIET);
        assertThat(done.state()).isEqualTo(BulkBatch.State.DONE);
        assertThat(done.done().posted()).isEqualTo(451);
        proven();
    }

    @Test
    void theSameKeyIsTheSameBatchAndNeverAnother() {
        long user = ledger.userWith(1);
        String key = LedgerFixture.key();
        NewBulk content = new NewBulk(key, "t", BulkMode.VALID_ONES, List.of(grant(1, user, 3)));
        BulkBatch first = bulk.make(content);
        assertThat(bulk.make(content).id()).isEqualTo(first.id());

        assertThatThrownBy(() -> bulk.make(new NewBulk(key, "t", BulkMode.VALID_ONES, List.of(grant(1, user, 4)))))
                .isInstanceOf(Conflict.class)
                .hasFieldOrPropertyWithValue("key", "key_used");
        assertThatThrownBy(() -> bulk.make(new NewBulk(key, "t", BulkMode.ALL_OR_NONE, content.lines())))
                .isInstanceOf(Conflict.class);

        bulk.run(key, QUIET);
        bulk.run(key, QUIET);
        assertThat(bulk.make(content).state()).isEqualTo(BulkBatch.State.DONE);
        assertThat(balance(user)).isEqualTo(4);
    }

    @Test
    void aKilledRunGoesOnAndPostsNothingTwice() throws Exception {
        List<Long> users = users(900);
        List<BulkLine> lines = grants(users, 2);
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, lines));
        Database killed = database.openAs(OperatorRole.SUPPORT, Ledger.ENTITIES.toArray(Class<?>[]::new));
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> new BulkService(killed).run(batch.key(), (rows, of) -> {
                    if (calls.incrementAndGet() == 2) {
                        killed.close();
                    }
                }))
                .isNotNull();
        BulkBatch cut = bulk.batch(batch.key()).orElseThrow();
        assertThat(cut.state()).isEqualTo(BulkBatch.State.RUNNING);
        assertThat(cut.done().posted()).isBetween(1, 899);

        BulkBatch done = bulk.run(batch.key(), QUIET);

        assertThat(done.done().posted()).isEqualTo(900);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM token_entry_keys WHERE operation_key LIKE ?",
                                "bulk:" + batch.key() + ":%"))
                .isEqualTo(900);
        assertThat(users).allSatisfy(user -> assertThat(balance(user)).isEqualTo(2));
        proven();
    }

    @Test
    void aBackendKilledInTheMiddleOfAWholeBatchLeavesNothingAndTheNextRunPostsAll() throws Exception {
        List<Long> users = users(1_500);
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.ALL_OR_NONE, grants(users, 2)));
        AtomicBoolean once = new AtomicBoolean();

        assertThatThrownBy(() -> bulk.run(batch.key(), (rows, of) -> {
                    if (once.compareAndSet(false, true)) {
                        database.sql()
                                .rows(
                                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                                + " WHERE datname = current_database() AND query LIKE '%run_bulk_batch%' AND pid <> pg_backend_pid()");
                    }
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(bulk.batch(batch.key()).orElseThrow().state()).isEqualTo(BulkBatch.State.PREPARED);
        assertThat(keys(batch)).isZero();

        assertThat(bulk.run(batch.key(), QUIET).done().posted()).isEqualTo(1_500);
        assertThat(keys(batch)).isEqualTo(1_500);
        proven();
    }

    @Test
    void aCancelEndsARunBetweenTwoChunksForGood() {
        List<Long> users = users(700);
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, grants(users, 1)));

        BulkBatch cancelled = bulk.run(batch.key(), (rows, of) -> bulk.cancel(batch.key()));

        assertThat(cancelled.state()).isEqualTo(BulkBatch.State.CANCELLED);
        assertThat(cancelled.done().posted()).isEqualTo(200);
        assertThat(bulk.run(batch.key(), QUIET).done().posted()).isEqualTo(200);
        assertThat(bulk.notPosted(batch.id())).hasSize(500);
        assertThat(keys(batch)).isEqualTo(200);
    }

    @Test
    void aCancelTakesAWholeBatchBack() {
        List<Long> users = users(1_500);
        BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.ALL_OR_NONE, grants(users, 1)));

        BulkBatch cancelled = bulk.run(batch.key(), (rows, of) -> {
            try {
                bulk.cancel(batch.key());
            } catch (Unavailable overtaken) {
                // Told once more while the cancelled call was ending.
            }
        });

        assertThat(cancelled.state()).isEqualTo(BulkBatch.State.CANCELLED);
        assertThat(keys(batch)).isZero();
    }

    @Test
    void batchesAndSpendsOnTheSameWalletsDoNotBlockEachOther() throws Exception {
        List<Long> users =
                LongStream.range(0, 300).mapToObj(i -> ledger.userWith(100)).toList();
        List<Long> backwards = users.reversed();
        CountDownLatch start = new CountDownLatch(1);
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger spent = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BulkBatch>> runs = new ArrayList<>();
            for (BulkMode mode : List.of(BulkMode.VALID_ONES, BulkMode.ALL_OR_NONE, BulkMode.VALID_ONES)) {
                List<BulkLine> lines = grants(mode == BulkMode.VALID_ONES ? users : backwards, 5);
                BulkBatch batch = bulk.make(new NewBulk(LedgerFixture.key(), "t", mode, lines));
                runs.add(threads.submit(() -> {
                    start.await();
                    return runAgainWhenBusy(batch.key());
                }));
            }
            Future<?> spending = threads.submit(() -> {
                start.await();
                while (going.get()) {
                    List<Posting> some = IntStream.range(0, 20)
                            .mapToObj(i -> LedgerFixture.spend(backwards.get(spent.get() * 20 % 300 + i), 1))
                            .toList();
                    ledger.service.postBatch(some);
                    spent.incrementAndGet();
                }
                return null;
            });
            start.countDown();
            try {
                for (Future<BulkBatch> run : runs) {
                    assertThat(run.get().done().posted()).isEqualTo(300);
                }
            } finally {
                going.set(false); // or the threads would never end, and the failure never be told
            }
            spending.get();
        }
        long sum = users.stream().mapToLong(this::balance).sum();
        assertThat(sum).isEqualTo(300L * 115 - 20L * spent.get());
        proven();
    }

    /// On a slow machine a lock may be waited for too long; a run goes on where it stopped, as the person does who
    /// presses again.
    private BulkBatch runAgainWhenBusy(String key) {
        for (int tries = 1; ; tries++) {
            try {
                return bulk.run(key, QUIET);
            } catch (Unavailable busy) {
                if (tries == 20 || !busy.key().equals("database_busy")) {
                    throw busy;
                }
            }
        }
    }

    @Test
    void tenThousandRowsArePosted() {
        List<Long> users = users(10_000);
        List<BulkLine> lines = grants(users, 3);
        List<Integer> told = new ArrayList<>();

        List<BulkOutcome> rehearsed = bulk.rehearse(lines.subList(0, 2_000), (rows, of) -> told.add(rows));
        assertThat(rehearsed).hasSize(2_000).allSatisfy(outcome -> {
            assertThat(outcome.refusal()).isEmpty();
            assertThat(outcome.after().balance()).isEqualTo(new Tokens(3));
        });
        assertThat(told).hasSize(10).isSorted();

        BulkBatch half =
                bulk.make(new NewBulk(LedgerFixture.key(), "chunks", BulkMode.VALID_ONES, lines.subList(0, 7_000)));
        BulkBatch whole = bulk.make(
                new NewBulk(LedgerFixture.key(), "whole", BulkMode.ALL_OR_NONE, lines.subList(7_000, 10_000)));
        assertThat(bulk.run(half.key(), QUIET).done().posted()).isEqualTo(7_000);
        assertThat(bulk.run(whole.key(), QUIET).done().posted()).isEqualTo(3_000);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM user_tokens WHERE token_balance = 3 AND user_id = ANY (?::int[])",
                                array(users)))
                .isEqualTo(10_000);
    }

    @Test
    void nobodyRunsOrStopsWhatAnotherMade() {
        long user = ledger.userWith(1);
        BulkBatch batch =
                bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, List.of(grant(1, user, 3))));
        Class<?>[] entities = Ledger.ENTITIES.toArray(Class<?>[]::new);
        try (Database finance = database.openAs(OperatorRole.FINANCE, entities);
                Database admin = database.openAs(OperatorRole.ADMIN, entities)) {
            BulkService other = new BulkService(finance);
            assertThat(other.batch(batch.key())).isPresent();
            assertThatThrownBy(() -> other.run(batch.key(), QUIET))
                    .isInstanceOf(Rejected.class)
                    .hasFieldOrPropertyWithValue("key", "bulk_of_another");
            assertThatThrownBy(() -> other.cancel(batch.key()))
                    .isInstanceOf(Rejected.class)
                    .hasFieldOrPropertyWithValue("key", "not_permitted");
            assertThat(new BulkService(admin).cancel(batch.key()).state()).isEqualTo(BulkBatch.State.CANCELLED);
        }
        assertThat(balance(user)).isEqualTo(1);
    }

    @Test
    void whatIsTooMuchIsRefusedClearly() {
        assertThatThrownBy(() -> bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.VALID_ONES, List.of())))
                .isInstanceOf(Rejected.class)
                .hasFieldOrPropertyWithValue("key", "bulk_empty");
        List<BulkLine> many = grants(LongStream.rangeClosed(1, 10_001).boxed().toList(), 1);
        assertThatThrownBy(() -> bulk.make(new NewBulk(LedgerFixture.key(), "t", BulkMode.ALL_OR_NONE, many)))
                .isInstanceOf(Rejected.class)
                .hasFieldOrPropertyWithValue("key", "bulk_too_many_rows_at_once");
    }

    private void proven() {
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .isEmpty();
    }

    private long keys(BulkBatch batch) {
        return database.sql()
                .number(
                        "SELECT count(*) FROM token_entry_keys WHERE operation_key LIKE ?",
                        "bulk:" + batch.key() + ":%");
    }

    private String entries() {
        Map<String, Object> row = database.sql()
                .rows("SELECT count(*) AS n, sum(tokens_amount) AS t FROM token_transactions")
                .getFirst();
        return row.toString();
    }

    private String walletText(Long... users) {
        return database.sql()
                .rows(
                        "SELECT to_jsonb(w)::text AS w FROM user_tokens w WHERE user_id = ANY (?::int[]) ORDER BY user_id",
                        array(List.of(users)))
                .toString();
    }

    private static String array(List<Long> users) {
        return users.toString().replace('[', '{').replace(']', '}');
    }

    private long balance(long user) {
        return ledger.support.wallet(user).orElseThrow().balance().count();
    }

    /// A customer who owes tokens: a lost dispute took more than was there.
    private long indebted(long owed) {
        long user = ledger.user();
        List<LedgerEntry> bought = ledger.buy(user);
        long all = bought.stream().mapToLong(entry -> entry.amount().count()).sum();
        ledger.service.post(LedgerFixture.spend(user, owed));
        ledger.service.post(new Posting(
                LedgerFixture.key(),
                user,
                EntryType.DISPUTE,
                new Tokens(all),
                null,
                Posting.Context.action("dispute_hold", 1L)));
        assertThat(ledger.support.wallet(user).orElseThrow().owed()).isEqualTo(new Tokens(owed));
        return user;
    }

    private List<Long> users(int count) {
        return database
                .sql()
                .rows(
                        "INSERT INTO users (email, first_name, last_name) SELECT gen_random_uuid() || '@example.com',"
                                + " 'Ann', 'Example' FROM generate_series(1, ?) RETURNING id",
                        count)
                .stream()
                .map(row -> ((Number) row.get("id")).longValue())
                .toList();
    }

    private static List<BulkLine> grants(List<Long> users, long tokens) {
        List<BulkLine> lines = new ArrayList<>();
        for (long user : users) {
            lines.add(grant(lines.size() + 1, user, tokens));
        }
        return lines;
    }

    private static BulkLine grant(int row, long user, long tokens) {
        return line(row, user, Direction.CREDIT, tokens, "goodwill", "a gift for many");
    }

    private static BulkLine take(int row, long user, long tokens) {
        return line(row, user, Direction.DEBIT, tokens, "correction", "taken from many");
    }

    private static BulkLine line(int row, long user, Direction direction, long tokens, String code, String note) {
        return new BulkLine(row, user, direction, new Tokens(tokens), new Adjustment.Reason(code, note));
    }
}
