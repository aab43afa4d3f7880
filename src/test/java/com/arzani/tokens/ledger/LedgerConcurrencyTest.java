package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerConcurrencyTest {
    private static final int CALLERS = 40;

    private final LedgerFixture ledger;
    private final LedgerService service;
    private final LedgerService support;

    LedgerConcurrencyTest(TestDatabase database) {
        ledger = new LedgerFixture(database);
        DatabaseOptions wide = DatabaseOptions.jobs(Clock.systemUTC(), Ledger.ENTITIES.toArray(Class<?>[]::new))
                .withPoolSize(CALLERS);
        service = new LedgerService(open(database, OperatorRole.SERVICE, wide));
        support = new LedgerService(open(database, OperatorRole.SUPPORT, wide));
    }

    private static Database open(TestDatabase database, OperatorRole role, DatabaseOptions options) {
        return database.open(database.login(role), options);
    }

    @Test
    void t11_fortySimultaneousIdenticalKeysGiveOneEntry() throws Exception {
        long user = ledger.userWith(50);
        Posting posting = LedgerFixture.spend(user, 3);

        List<LedgerEntry> entries = together(CALLERS, () -> service.post(posting));

        assertThat(entries)
                .extracting(LedgerEntry::id)
                .containsOnly(entries.getFirst().id());
        assertThat(balance(user)).isEqualTo(47);
        assertThat(ledger.explanation.draws(entries.getFirst().id())).hasSize(1);
    }

    @Test
    void t1_twoFirstCreditsAtOnceMakeOneWallet() throws Exception {
        long user = ledger.user();

        together(CALLERS, () -> support.adjust(LedgerFixture.grant(user, 2)));

        assertThat(balance(user)).isEqualTo(2L * CALLERS);
        assertThat(support.wallet(user).orElseThrow().seq()).isEqualTo(CALLERS);
    }

    @Test
    void twoHundredParallelSpendsNeverGoBelowZero() throws Exception {
        long user = ledger.userWith(100);
        AtomicInteger refused = new AtomicInteger();

        List<LedgerEntry> spends = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            spends.addAll(together(CALLERS, () -> {
                try {
                    return service.post(LedgerFixture.spend(user, 3));
                } catch (Rejected insufficient) {
                    assertThat(insufficient.key()).isEqualTo("insufficient_tokens");
                    refused.incrementAndGet();
                    return null;
                }
            }));
        }

        assertThat(refused).hasValue(200 - 33);
        assertThat(spends)
                .filteredOn(entry -> entry != null)
                .hasSize(33)
                .allSatisfy(entry -> assertThat(entry.balanceAfter()).isGreaterThanOrEqualTo(Tokens.ZERO));
        assertThat(balance(user)).isEqualTo(1);
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .isEmpty();
    }

    @Test
    void f4_twoOperatorsOnOneWalletLoseNoAdjustment() throws Exception {
        long user = ledger.userWith(1_000);
        AtomicInteger turn = new AtomicInteger();

        List<LedgerEntry> entries = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            entries.addAll(together(
                    CALLERS,
                    () -> support.adjust(
                            turn.getAndIncrement() % 2 == 0
                                    ? LedgerFixture.grant(user, 3)
                                    : LedgerFixture.take(user, 2))));
        }

        long moved = entries.stream().mapToLong(entry -> entry.delta().count()).sum();
        assertThat(moved).isEqualTo(100);
        assertThat(balance(user)).isEqualTo(1_100);
    }

    @Test
    void f5_ofManyReversalsOfOneEntryAtOnceOneWins() throws Exception {
        long user = ledger.userWith(20);
        LedgerEntry spent = service.post(LedgerFixture.spend(user, 3));

        List<String> answers = together(CALLERS, () -> {
            try {
                return "entry "
                        + support.reverse(new Reversal(LedgerFixture.key(), spent.id(), null, LedgerFixture.reason()))
                                .id();
            } catch (Rejected refused) {
                return refused.key();
            }
        });

        assertThat(answers).filteredOn(answer -> answer.startsWith("entry ")).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.equals("already_reversed"))
                .hasSize(CALLERS - 1);
        assertThat(balance(user)).isEqualTo(20);
    }

    @Test
    void f5_oneRefundToldManyTimesAtOnceIsTakenOnce() throws Exception {
        long user = ledger.userWith(20);
        Posting refund = new Posting(
                "stripe:re_" + LedgerFixture.key(), user, EntryType.REFUND, new Tokens(15), null, Posting.Context.NONE);

        List<LedgerEntry> entries = together(CALLERS, () -> service.post(refund));

        assertThat(entries)
                .extracting(LedgerEntry::id)
                .containsOnly(entries.getFirst().id());
        assertThat(balance(user)).isEqualTo(5);
    }

    @Test
    void batchesThatCrossEachOtherDoNotBlockEachOther() throws Exception {
        long first = ledger.userWith(1_000);
        long second = ledger.userWith(1_000);
        AtomicInteger turn = new AtomicInteger();

        List<List<BatchOutcome>> outcomes = together(CALLERS, () -> {
            Posting one = LedgerFixture.spend(first, 1);
            Posting other = LedgerFixture.spend(second, 1);
            return service.postBatch(turn.getAndIncrement() % 2 == 0 ? List.of(one, other) : List.of(other, one));
        });

        assertThat(outcomes)
                .allSatisfy(batch -> assertThat(batch)
                        .allSatisfy(outcome -> assertThat(outcome.refusal()).isEmpty()));
        assertThat(balance(first) + balance(second)).isEqualTo(2_000 - 2L * CALLERS);
    }

    /// A statement outlives the program that sent it while it waits for a lock: "not posted" would be no truth yet.
    @Test
    void f2_noOutcomeIsToldWhileThePostingMayStillHappen() throws Exception {
        long user = ledger.userWith(10);
        Adjustment grant = LedgerFixture.grant(user, 5);
        Future<LedgerEntry> posting;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = ledger.owner().getConnection()) {
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("SELECT FROM user_tokens WHERE user_id = " + user + " FOR UPDATE");
            }
            posting = threads.submit(() -> support.adjust(grant));
            awaitWaiting(other);

            assertThatThrownBy(() -> ledger.support.outcome(grant.operationKey()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("outcome_pending");

            other.rollback();
            assertThat(posting.get().operationKey()).isEqualTo(grant.operationKey());
        }
        assertThat(ledger.support.outcome(grant.operationKey()))
                .extracting(LedgerEntry::id)
                .containsExactly(posting.get().id());
        assertThat(ledger.support.outcome("never-asked-for")).isEmpty();
    }

    private static void awaitWaiting(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet waiting = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%adjust_tokens%'")) {
                    waiting.next();
                    if (waiting.getInt(1) > 0) {
                        return;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the posting does not wait");
                }
                LockSupport.parkNanos(5_000_000);
                // What a transaction has seen of the activity it sees until its end.
                statement.execute("SELECT pg_stat_clear_snapshot()");
            }
        }
    }

    private long balance(long user) {
        return support.wallet(user).orElseThrow().balance().count();
    }

    private static <T> List<T> together(int callers, Callable<T> work) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }
}
