package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatheredPostingTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CALLERS = 200;

    private final TestDatabase database;
    private final LedgerFixture ledger;

    GatheredPostingTest(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
    }

    private GatheredPosting gathering(int writers) {
        return new GatheredPosting(ledger.serviceDatabase, new GatheredPosting.Limits(writers, 100, 1_000, LONG));
    }

    @Test
    void eachCallerGetsWhatASinglePostingWouldHaveGiven() {
        long user = ledger.userWith(10);
        Posting.Context context = new Posting.Context(
                "contact_seller", 7L, null, null, "buyer 12", "{\"listing\": 3, \"words\": \"a\\\"b\"}");
        Posting posting = Posting.consumption(LedgerFixture.key(), user, new Tokens(3), context);
        try (GatheredPosting gathered = gathering(1)) {
            LedgerEntry entry = gathered.post(posting, "request-1");

            assertThat(entry)
                    .usingRecursiveComparison()
                    .isEqualTo(ledger.service.entry(entry.id()).orElseThrow());
            assertThat(entry.balanceAfter()).isEqualTo(new Tokens(7));
            assertThat(entry.onBehalfOf()).isEqualTo("buyer 12");
            assertThat(entry.metadata()).contains("\"request_id\": \"request-1\"", "\"listing\": 3");
            // Another request with the same operation: what was posted is the answer.
            assertThat(gathered.post(posting, "request-2").id()).isEqualTo(entry.id());
            assertThat(ledger.service.post(posting).id()).isEqualTo(entry.id());
        }
    }

    @Test
    void aRefusalAmongOthersFailsNoneOfThem() throws Exception {
        List<Long> users = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            users.add(ledger.userWith(i % 2 == 0 ? 5 : 2));
        }
        Posting used = LedgerFixture.spend(users.getFirst(), 1);
        ledger.service.post(used);

        try (GatheredPosting gathered = gathering(1)) {
            List<Callable<Object>> calls = new ArrayList<>();
            users.forEach(user -> calls.add(() -> outcome(gathered, LedgerFixture.spend(user, 3))));
            calls.add(() -> outcome(gathered, LedgerFixture.spend(2_000_000_000L, 1)));
            calls.add(() -> outcome(gathered, LedgerFixture.spend(5_000_000_000L, 1)));
            calls.add(() -> outcome(
                    gathered,
                    Posting.consumption(used.operationKey(), users.getLast(), new Tokens(1), Posting.Context.NONE)));
            List<Object> outcomes = gatheredInOneCall(gathered, calls);

            for (int i = 0; i < 10; i++) {
                assertThat(outcomes.get(i)).isEqualTo(i == 0 ? 1L : i % 2 == 0 ? 2L : "insufficient_tokens");
            }
            assertThat(outcomes.subList(10, 13)).containsExactly("user_unknown", "user_unknown", "key_used");
        }
    }

    @Test
    void aPostingThatBreaksTheCallFailsAloneAndNothingIsPostedTwice() throws Exception {
        long poor = ledger.userWith(1_000);
        List<Callable<Object>> calls = new ArrayList<>();
        try (GatheredPosting gathered = gathering(1)) {
            for (int i = 0; i < 40; i++) {
                boolean poison = i % 13 == 5;
                Posting.Context context = Posting.Context.action(poison ? "x".repeat(150) : "contact_seller", null);
                Posting posting = Posting.consumption(LedgerFixture.key(), poor, new Tokens(1), context);
                calls.add(() -> outcome(gathered, posting));
            }
            List<Object> outcomes = gatheredInOneCall(gathered, calls);

            assertThat(outcomes).filteredOn(Long.class::isInstance).hasSize(37).doesNotHaveDuplicates();
            assertThat(outcomes)
                    .filteredOn(outcome -> !(outcome instanceof Long))
                    .hasSize(3);
            assertThat(balance(poor)).isEqualTo(1_000 - 37);
        }
    }

    @Test
    void aLotThatHasEndedExpiresBeforeTheGatheredSpends() throws Exception {
        long user = ledger.userWith(5);
        database.sql()
                .execute("SET session_replication_role = replica;"
                        + " UPDATE token_lots SET expires_at = ledger_now() WHERE user_id = " + user
                        + "; UPDATE user_tokens SET next_expiry_at = ledger_now() WHERE user_id = " + user);
        try (GatheredPosting gathered = gathering(1)) {
            List<Callable<Object>> calls = List.of(
                    () -> outcome(gathered, LedgerFixture.spend(user, 1)),
                    () -> outcome(gathered, LedgerFixture.spend(user, 2)));

            assertThat(gatheredInOneCall(gathered, calls)).containsOnly("insufficient_tokens");
        }
        assertThat(balance(user)).isZero();
    }

    @Test
    void twoHundredSpendsOfOneWalletAreExact() throws Exception {
        long user = ledger.userWith(100);
        List<Callable<Object>> calls = new ArrayList<>();
        try (GatheredPosting gathered = gathering(2)) {
            for (int i = 0; i < CALLERS; i++) {
                calls.add(() -> outcome(gathered, LedgerFixture.spend(user, 3)));
            }
            List<Object> outcomes = together(calls);

            assertThat(outcomes).filteredOn(Long.class::isInstance).hasSize(33).doesNotHaveDuplicates();
            assertThat(outcomes).filteredOn("insufficient_tokens"::equals).hasSize(CALLERS - 33);
            assertThat(balance(user)).isEqualTo(1);
        }
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .isEmpty();
    }

    @Test
    void t11_oneKeyFromManyCallersAtOnceIsOneEntry() throws Exception {
        long user = ledger.userWith(50);
        Posting posting = LedgerFixture.spend(user, 3);
        try (GatheredPosting gathered = gathering(2)) {
            List<Callable<Long>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() -> gathered.post(posting).id());
            }
            assertThat(together(calls).stream().distinct()).hasSize(1);
        }
        assertThat(balance(user)).isEqualTo(47);
    }

    @Test
    void aFullQueueRefusesAndWhoeverWaitsTooLongKnowsThatNothingWasPosted() throws Exception {
        long user = ledger.userWith(10);
        GatheredPosting.Limits narrow = new GatheredPosting.Limits(1, 1, 2, Duration.ofMillis(500));
        try (GatheredPosting gathered = new GatheredPosting(ledger.serviceDatabase, narrow)) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                calls.add(() -> outcome(gathered, LedgerFixture.spend(user, 1)));
            }
            List<Object> outcomes;
            try (Connection holder = database.superuser().getConnection();
                    Statement lock = holder.createStatement()) {
                holder.setAutoCommit(false);
                lock.execute("SELECT FROM user_tokens WHERE user_id = " + user + " FOR UPDATE");
                outcomes = together(calls);
            }

            assertThat(outcomes).filteredOn("posting_queue_full"::equals).hasSizeGreaterThanOrEqualTo(7);
            // One was sent and waits for the lock: it cannot know, and its key tells. The others were never sent.
            assertThat(outcomes).filteredOn("outcome_unknown"::equals).hasSize(1);
            assertThat(outcomes).filteredOn("database_busy"::equals).hasSizeBetween(1, 2);
        }
        assertThat(balance(user)).isBetween(9L, 10L);
    }

    @Test
    void closingUnderLoadAnswersWhatWasTakenAndRefusesTheRest() throws Exception {
        long user = ledger.userWith(CALLERS);
        GatheredPosting gathered = gathering(2);
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean closes = i == CALLERS / 2;
            calls.add(() -> {
                if (closes) {
                    gathered.close();
                }
                return outcome(gathered, LedgerFixture.spend(user, 1));
            });
        }
        List<Object> outcomes = together(calls);

        long posted = outcomes.stream().filter(Long.class::isInstance).count();
        assertThat(outcomes).filteredOn("posting_closed"::equals).hasSize((int) (CALLERS - posted));
        assertThat(balance(user)).isEqualTo(CALLERS - posted);
        assertThatThrownBy(() -> gathered.post(LedgerFixture.spend(user, 1)))
                .isInstanceOf(Unavailable.class)
                .hasMessage("posting_closed");
    }

    @Test
    void anInterruptedCallerWhosePostingIsBeingWrittenStillGetsIt() {
        long user = ledger.userWith(10);
        try (GatheredPosting gathered = gathering(1)) {
            Thread.currentThread().interrupt();
            Object outcome = outcome(gathered, LedgerFixture.spend(user, 1));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isIn(9L, "cancelled");
        }
        assertThat(balance(user)).isIn(9L, 10L);
    }

    @Test
    void onlyTheServiceMayGather() {
        long user = ledger.userWith(10);
        try (GatheredPosting gathered = new GatheredPosting(ledger.supportDatabase, GatheredPosting.Limits.USUAL)) {
            assertThatThrownBy(() -> gathered.post(LedgerFixture.spend(user, 1)))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("not_permitted");
        }
    }

    /// Lets the calls queue up while the writer waits for a locked wallet, so that they go together.
    private <T> List<T> gatheredInOneCall(GatheredPosting gathered, List<Callable<T>> calls) throws Exception {
        long blocker = ledger.userWith(1);
        try (Connection holder = database.superuser().getConnection();
                Statement lock = holder.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            lock.execute("SELECT FROM user_tokens WHERE user_id = " + blocker + " FOR UPDATE");
            threads.submit(() -> gathered.post(LedgerFixture.spend(blocker, 1)));
            until(() -> database.sql()
                            .number("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    > 0);
            List<Future<T>> futures = calls.stream().map(threads::submit).toList();
            until(() -> gathered.waiting() == calls.size());
            holder.rollback();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    private static void until(BooleanSupplier condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        });
    }

    /// The balance after the posting, or the key of its refusal, or what went wrong.
    private static Object outcome(GatheredPosting gathered, Posting posting) {
        try {
            return gathered.post(posting).balanceAfter().count();
        } catch (TokenProblem refused) {
            assertThat(refused.key().equals("key_used")).isEqualTo(refused instanceof Conflict);
            return refused.key();
        } catch (RuntimeException defect) {
            return defect;
        }
    }

    private long balance(long user) {
        return ledger.support.wallet(user).orElseThrow().balance().count();
    }

    static <T> List<T> together(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : threads.invokeAll(calls, 120, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
