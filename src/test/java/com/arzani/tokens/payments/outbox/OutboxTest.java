package com.arzani.tokens.payments.outbox;

import static com.arzani.tokens.payments.inbox.InboxFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class OutboxTest {
    private static final String KIND = "tried_out";

    private final TestDatabase database;
    private final Database jobs;
    private final Outbox outbox;
    private final Scripted handler = new Scripted();
    private final List<OutboxWorkers> workers = new ArrayList<>();

    OutboxTest(TestDatabase database) {
        this.database = database;
        jobs = database.openService();
        outbox = new Outbox(database.openAs(OperatorRole.FINANCE));
    }

    @BeforeEach
    void forget() {
        database.sql().execute("SET session_replication_role = replica; DELETE FROM stripe_outbox");
    }

    @AfterEach
    void stop() {
        workers.forEach(OutboxWorkers::close);
    }

    /// Does what the test says next, and "re_done" after that.
    private static final class Scripted implements OutboxHandler {
        final ConcurrentLinkedDeque<Function<OutboxItem, Sent>> next = new ConcurrentLinkedDeque<>();
        final List<OutboxItem> seen = new CopyOnWriteArrayList<>();

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Sent send(OutboxItem item) {
            seen.add(item);
            Function<OutboxItem, Sent> step = next.poll();
            return step == null ? Sent.done("re_done") : step.apply(item);
        }

        void thenThrow(TokenProblem problem) {
            next.add(item -> {
                throw problem;
            });
        }
    }

    private OutboxWorkers work() {
        OutboxWorkers started = OutboxWorkers.start(jobs, List.of(handler), 2);
        workers.add(started);
        return started;
    }

    private String put() {
        String key = UUID.randomUUID().toString();
        put(key, "{\"pence\": 100}");
        return key;
    }

    private long put(String key, String payload) {
        return database.sql()
                .number("SELECT outbox_put('" + KIND + "', ?, 'order', '7', CAST(? AS jsonb))", key, payload);
    }

    private OutboxEntry entry(String key) {
        return outbox.find(key).orElseThrow();
    }

    private void awaitStatus(String key, OutboxEntry.Status status) {
        await("status " + status, () -> entry(key).status() == status);
    }

    /// The pause before the next attempt is over.
    private void due(String key) {
        database.sql().execute("UPDATE stripe_outbox SET next_attempt_at = ledger_now() WHERE operation_key = ?", key);
    }

    @Test
    void theSameKeyWithOtherContentIsAConflict() {
        String key = put();
        assertThat(put(key, "{\"pence\": 100}")).isEqualTo(entry(key).id());
        assertThatThrownBy(() -> put(key, "{\"pence\": 200}")).hasMessageContaining("key_used");
        assertThat(database.sql().number("SELECT count(*) FROM stripe_outbox")).isEqualTo(1);
    }

    @Test
    void whatIsSentIsDoneOnceWithOurKey() {
        String key = put();
        work();
        work();
        awaitStatus(key, OutboxEntry.Status.DONE);
        assertThat(handler.seen).hasSize(1);
        OutboxItem sent = handler.seen.getFirst();
        assertThat(sent.idempotencyKey()).isEqualTo(key);
        assertThat(sent.lookUpFirst()).isFalse();
        assertThat(sent.subject()).isEqualTo(new OutboxItem.Subject("order", "7"));
        assertThat(sent.payload().path("pence").asLong()).isEqualTo(100);
        assertThat(entry(key).course().resultId()).contains("re_done");
        assertThat(entry(key).asked().finished()).isPresent();
        assertThat(outbox.of(sent.subject())).extracting(OutboxEntry::key).containsExactly(key);
    }

    @Test
    void f16_whatStripeCannotAnswerIsAskedAgainUnderTheSameKeyAndThenWaitsForAPerson() {
        String key = put();
        database.sql().execute("UPDATE stripe_outbox SET attempts = 7 WHERE operation_key = ?", key);
        for (String cause : List.of("stripe_busy", "stripe_away", "stripe_unreadable")) {
            handler.thenThrow(new Unavailable(cause));
        }
        work();
        await("a first failure", () -> entry(key).course().cause().isPresent());
        assertThat(entry(key).status()).isEqualTo(OutboxEntry.Status.WAITING);
        assertThat(entry(key).course().nextAttempt()).isPresent();
        due(key);
        await("a second failure", () -> handler.seen.size() == 2);
        await(
                "which is noted",
                () -> entry(key).course().cause().orElseThrow().key().equals("stripe_away"));
        due(key);
        awaitStatus(key, OutboxEntry.Status.PARKED);
        assertThat(entry(key).course().cause().orElseThrow().key()).isEqualTo("stripe_unreadable");
        assertThat(handler.seen).extracting(OutboxItem::idempotencyKey).containsOnly(key);

        outbox.retry(entry(key).id(), "Stripe answers again");
        awaitStatus(key, OutboxEntry.Status.DONE);
        assertThat(handler.seen.getLast().lookUpFirst()).isTrue();
        assertThat(handler.seen.getLast().idempotencyKey()).isEqualTo(key);
    }

    @Test
    void f16_rule7_afterADefiniteFailureItIsLookedForAndHasANewKey() {
        String key = put();
        handler.thenThrow(new Unavailable("stripe_failed"));
        work();
        awaitStatus(key, OutboxEntry.Status.DONE);
        assertThat(handler.seen).extracting(OutboxItem::idempotencyKey).containsExactly(key, key + "#2");
        assertThat(handler.seen).extracting(OutboxItem::lookUpFirst).containsExactly(false, true);
        assertThat(handler.seen).extracting(OutboxItem::key).containsOnly(key);
    }

    @Test
    void rule6_afterADayItIsLookedForFirst() {
        String key = put();
        database.advance(Duration.ofHours(24));
        work();
        awaitStatus(key, OutboxEntry.Status.DONE);
        assertThat(handler.seen.getFirst().lookUpFirst()).isTrue();
        assertThat(handler.seen.getFirst().idempotencyKey()).isEqualTo(key);
    }

    @Test
    void f18_aRefusedKeyStopsEverythingWithOneAttempt() {
        String key = put();
        handler.thenThrow(new Rejected("stripe_key_refused"));
        OutboxWorkers stopped = work();
        await("it stops", stopped::isRefused);
        await("the row says why", () -> entry(key).course().cause().isPresent());
        String later = put();
        due(key);
        stopped.wake();
        workers.forEach(OutboxWorkers::close);
        assertThat(handler.seen).hasSize(1);
        assertThat(entry(key).status()).isEqualTo(OutboxEntry.Status.WAITING);
        assertThat(entry(key).course().cause().orElseThrow().key()).isEqualTo("stripe_key_refused");
        assertThat(entry(later).course().attempts()).isZero();

        work();
        awaitStatus(key, OutboxEntry.Status.DONE);
        awaitStatus(later, OutboxEntry.Status.DONE);
    }

    @Test
    void whatStripeRefusesEndsAndWhatContradictsIsParked() {
        String refused = put();
        handler.thenThrow(new Rejected("stripe_already_refunded"));
        work();
        awaitStatus(refused, OutboxEntry.Status.REFUSED);
        assertThat(entry(refused).course().cause().orElseThrow().key()).isEqualTo("stripe_already_refunded");
        assertThatThrownBy(() -> outbox.retry(entry(refused).id(), "once more"))
                .isInstanceOf(Conflict.class)
                .hasMessage("outbox_ended");

        handler.thenThrow(new Conflict("stripe_key_reused"));
        String parked = put();
        awaitStatus(parked, OutboxEntry.Status.PARKED);
    }

    @Test
    void aDefectIsTriedAgainAndSaysSo() {
        String key = put();
        handler.next.add(item -> {
            throw new IllegalStateException("a defect");
        });
        work();
        await("it is noted", () -> entry(key).course().cause().isPresent());
        assertThat(entry(key).course().cause().orElseThrow())
                .isEqualTo(new Sent.Cause("outbox_handler_failed", List.of("IllegalStateException")));
        awaitStatus(key, OutboxEntry.Status.DONE);
    }

    @Test
    void aWorkerThatDiesLosesItsRowWithItsLease() {
        String key = put();
        OutboxDoors dead = new OutboxDoors(jobs);
        ClaimedItem held = dead.claim(1, Duration.ofMinutes(6), List.of(KIND)).getFirst();
        assertThat(dead.claim(1, Duration.ofMinutes(6), List.of(KIND))).isEmpty();
        database.advance(Duration.ofMinutes(7));
        work();
        awaitStatus(key, OutboxEntry.Status.DONE);
        assertThat(dead.finish(held, Sent.refused("stripe_refused"))).isFalse();
        assertThat(dead.fail(held, new Sent.Cause("stripe_away", List.of()))).isFalse();
        assertThat(dead.release(held)).isFalse();
        assertThat(entry(key).status()).isEqualTo(OutboxEntry.Status.DONE);
    }

    @Test
    void kindsNobodyHereCanSendStayUntouched() {
        String key = UUID.randomUUID().toString();
        database.sql().number("SELECT outbox_put('of_the_future', ?, 'order', '7', '{}')", key);
        work();
        awaitStatus(put(), OutboxEntry.Status.DONE);
        assertThat(entry(key).course().attempts()).isZero();
    }

    @Test
    void h14_rowsAreWrittenByDoorsAloneAndNeverChangeWhatTheyAskFor() {
        String key = put();
        assertThatThrownBy(() ->
                        database.sql().execute("UPDATE stripe_outbox SET payload = '{}' WHERE operation_key = ?", key))
                .hasMessageContaining("append_only");
        assertThatThrownBy(() -> database.sql().execute("DELETE FROM stripe_outbox"))
                .hasMessageContaining("append_only");
        Sql product = database.sqlAs(database.login(OperatorRole.PRODUCT));
        assertThat(product.rows("SELECT * FROM stripe_outbox")).isEmpty();
        assertThatThrownBy(() -> new Outbox(database.openAs(OperatorRole.SUPPORT))
                        .retry(entry(key).id(), "please"))
                .isInstanceOf(Rejected.class);
    }
}
