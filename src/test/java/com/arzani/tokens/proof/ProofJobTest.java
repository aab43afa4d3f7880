package com.arzani.tokens.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class ProofJobTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final ProofRuns finance;
    private final ProofJob job;
    private final SealPlace place;

    ProofJobTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.finance = new ProofRuns(database.openAs(OperatorRole.FINANCE));
        this.place = SealPlace.inside(folder);
        this.job = new ProofJob(ledger.serviceDatabase, place, () -> false);
    }

    /// Tests of this class share a database: what one of them broke, and sealed with a key of its own, is taken away.
    @BeforeEach
    void begin() {
        new Tampering(database)
                .as(
                        "TRUNCATE ledger_proof_runs, ledger_proven_wallets, ledger_seals, ledger_seal_heads, token_transactions,"
                                + " token_entry_keys, token_lots, token_lot_draws, user_tokens CASCADE; UPDATE users SET token_balance = 0");
    }

    private ProofRun run(ProofRun.Kind kind) {
        finance.request(kind);
        return job.runOnce().orElseThrow();
    }

    @Test
    void onlyFinanceAndAdministratorsAskForARun() {
        for (OperatorRole role :
                new OperatorRole[] {OperatorRole.SUPPORT, OperatorRole.PRODUCT, OperatorRole.SERVICE}) {
            assertThatThrownBy(() -> new ProofRuns(database.openAs(role)).request(ProofRun.Kind.FULL))
                    .isInstanceOfSatisfying(
                            Rejected.class, problem -> assertThat(problem.key()).isEqualTo("not_permitted"));
        }
        assertThatThrownBy(() -> database.sqlAs(database.login(OperatorRole.FINANCE))
                        .execute("SELECT * FROM request_proof_run('all')"))
                .hasMessageContaining("proof_kind_unknown");
    }

    @Test
    void aSecondRequestOfAKindIsTheFirst() {
        ProofRun first = finance.request(ProofRun.Kind.FULL).orElseThrow();
        assertThat(first.state()).isEqualTo(ProofRun.State.WAITING);
        assertThat(finance.request(ProofRun.Kind.FULL))
                .hasValueSatisfying(again -> assertThat(again.id()).isEqualTo(first.id()));
        assertThat(database.sql()
                        .number("SELECT count(*) FROM audit_log WHERE action = 'request_proof_run' AND subject_id = '"
                                + first.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aRunThatIsOverTakesNothingMore() {
        ProofRun over = run(ProofRun.Kind.FULL);
        assertThatThrownBy(() -> new ProofRuns(ledger.serviceDatabase).finish(over, null))
                .isInstanceOfSatisfying(
                        TokenProblem.class, problem -> assertThat(problem.key()).isEqualTo("proof_run_over"));
    }

    @Test
    void anIncrementalRunReadsWhatIsNewAlone() {
        long first = ledger.userWith(5);
        ledger.buy(ledger.user(), 2);
        ProofRun whole = run(ProofRun.Kind.NEW);
        assertThat(whole.state()).isEqualTo(ProofRun.State.GREEN);
        assertThat(whole.counts().entries()).isEqualTo(3);
        assertThat(whole.counts().sealNumber()).isEqualTo(1);

        ledger.service.post(LedgerFixture.spend(first, 2));
        ProofRun second = run(ProofRun.Kind.NEW);
        assertThat(second.state()).isEqualTo(ProofRun.State.GREEN);
        assertThat(second.counts().wallets()).isEqualTo(1);
        assertThat(second.counts().entries()).isEqualTo(1);

        ProofRun none = run(ProofRun.Kind.NEW);
        assertThat(none.counts().entries()).isZero();
        assertThat(none.counts().sealNumber())
                .as("nothing moved, no further seal")
                .isEqualTo(2);
        assertThat(run(ProofRun.Kind.FULL).counts().entries()).isEqualTo(4);
    }

    @Test
    void reversalsOfProvenEntriesAreCountedAsWhatTheyTakeBack() {
        long user = ledger.user();
        ledger.buy(user, 2);
        var spend = ledger.service.post(LedgerFixture.spend(user, 9));
        run(ProofRun.Kind.NEW);
        ledger.support.reverse(new com.arzani.tokens.ledger.Reversal(
                LedgerFixture.key(), spend.id(), new com.arzani.tokens.money.Tokens(4), LedgerFixture.reason()));
        ledger.service.post(LedgerFixture.spend(user, 23));

        ProofRun second = run(ProofRun.Kind.NEW);
        assertThat(second.differences()).isEmpty();
        assertThat(second.counts().entries()).isEqualTo(2);
        assertThat(run(ProofRun.Kind.FULL).differences()).isEmpty();
    }

    @Test
    void anIncrementalRunTellsATamperedNewRow() {
        long user = ledger.userWith(5);
        run(ProofRun.Kind.NEW);
        long entry = ledger.service.post(LedgerFixture.spend(user, 2)).id();
        new Tampering(database).as("UPDATE token_transactions SET note = 'paid twice' WHERE id = " + entry);

        ProofRun red = run(ProofRun.Kind.NEW);
        assertThat(red.state()).isEqualTo(ProofRun.State.RED);
        assertThat(red.differences().getFirst())
                .isEqualTo(new Difference(
                        Kind.HASH, user, entry, "entry " + entry + ", number 2 in the wallet, does not give its hash"));
    }

    @Test
    void anIncrementalRunTellsATailTakenBackAndMakesNoSealOfTheLoss() {
        long user = ledger.userWith(5);
        ledger.support.adjust(LedgerFixture.grant(user, 2));
        assertThat(run(ProofRun.Kind.NEW).counts().sealNumber()).isEqualTo(1);
        new Tampering(database).takeLastEntryBack(user);

        ProofRun red = run(ProofRun.Kind.NEW);
        assertThat(red.state()).isEqualTo(ProofRun.State.RED);
        assertThat(red.differences())
                .extracting(Difference::userId, Difference::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(user, Kind.WALLET),
                        org.assertj.core.groups.Tuple.tuple(user, Kind.SEAL));
        assertThat(red.counts().sealNumber()).isZero();
        assertThat(database.sql().number("SELECT count(*) FROM ledger_seals")).isEqualTo(1);
    }

    @Test
    void afterRedEverythingIsLookedAtAgainSoThatNoGreenHidesIt() {
        long user = ledger.userWith(5);
        run(ProofRun.Kind.NEW);
        Tampering owner = new Tampering(database);
        owner.as("UPDATE token_transactions SET note = 'changed' WHERE user_id = " + user);
        assertThat(run(ProofRun.Kind.NEW).state()).as("an old row, unmoved").isEqualTo(ProofRun.State.GREEN);
        assertThat(run(ProofRun.Kind.FULL).state()).isEqualTo(ProofRun.State.RED);
        ProofRun again = run(ProofRun.Kind.NEW);
        assertThat(again.kind()).isEqualTo(ProofRun.Kind.FULL);
        assertThat(again.state()).isEqualTo(ProofRun.State.RED);

        owner.as("UPDATE token_transactions SET note = 'given by a test' WHERE user_id = " + user);
        assertThat(run(ProofRun.Kind.NEW).state()).isEqualTo(ProofRun.State.GREEN);
        assertThat(finance.lastEnded())
                .hasValueSatisfying(last -> assertThat(last.state()).isEqualTo(ProofRun.State.GREEN));
    }

    @Test
    void theNightsRunIsDueOnceByTheDatabasesClockAndLooksAtEverythingOnceAWeek() {
        ledger.userWith(5);
        assertThat(job.runOnce())
                .hasValueSatisfying(first -> assertThat(first.kind()).isEqualTo(ProofRun.Kind.FULL));
        assertThat(job.runOnce()).isEmpty();
        database.advance(Duration.ofDays(1));
        assertThat(job.runOnce()).hasValueSatisfying(second -> {
            assertThat(second.kind()).isEqualTo(ProofRun.Kind.NEW);
            assertThat(second.counts().sealNumber())
                    .as("a seal a day, also of a quiet one")
                    .isEqualTo(2);
        });
        assertThat(job.runOnce()).isEmpty();
        database.advance(Duration.ofDays(7));
        assertThat(job.runOnce())
                .hasValueSatisfying(third -> assertThat(third.kind()).isEqualTo(ProofRun.Kind.FULL));
    }

    /// No posting waits for a seal, and no seal catches half a posting.
    @Test
    void sealsMadeAmidPostingsAgreeWithTheLedger() throws Exception {
        long[] users = {ledger.userWith(200), ledger.userWith(200)};
        Sealing sealing = new Sealing(ledger.serviceDatabase, place);
        java.util.concurrent.atomic.AtomicLong seals = new java.util.concurrent.atomic.AtomicLong();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var posting = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (long user : users) {
                posting.add(threads.submit(() -> {
                    for (int i = 0; i < 60; i++) {
                        ledger.service.post(LedgerFixture.spend(user, 1));
                    }
                }));
            }
            while (posting.stream().anyMatch(each -> !each.isDone())) {
                seals.set(sealing.seal().seal().number());
            }
            for (var each : posting) {
                each.get();
            }
        }
        assertThat(seals.get()).isPositive();
        assertThat(run(ProofRun.Kind.FULL).differences()).isEmpty();
        assertThat(new SealProof(
                                ledger.serviceDatabase,
                                new SealFile(place.seals()),
                                TrustedKeys.read(place.publicKeys()))
                        .run(true)
                        .differences())
                .isEmpty();
    }

    @Test
    void aKeyThatCannotBeReadEndsTheRunRedAndIsSaid() throws Exception {
        ledger.userWith(5);
        java.nio.file.Files.createDirectories(place.key().getParent());
        java.nio.file.Files.writeString(place.key(), "not a key");

        ProofRun red = run(ProofRun.Kind.NEW);
        assertThat(red.state()).isEqualTo(ProofRun.State.RED);
        assertThat(red.differences())
                .extracting(Difference::detail)
                .containsExactly("the key or the file of the seals cannot be used: " + place.key());
        assertThat(red.counts().entries()).as("the ledger itself was proven").isEqualTo(1);
        java.nio.file.Files.delete(place.key());
        assertThat(run(ProofRun.Kind.NEW).counts().sealNumber()).isEqualTo(1);
    }

    @Test
    void twoProgramsDoNotRunAtOnce() {
        finance.request(ProofRun.Kind.FULL);
        try (AdvisoryLock other =
                ledger.supportDatabase.tryLock("arzani.ledger_proof").orElseThrow()) {
            assertThat(other.held()).isTrue();
            assertThat(job.runOnce()).isEmpty();
        }
        assertThat(job.runOnce()).isPresent();
    }

    @Test
    void aRunStoppedBetweenTwoStepsGoesOnThere() {
        for (int i = 0; i < 3; i++) {
            ledger.userWith(5);
        }
        finance.request(ProofRun.Kind.FULL);
        AtomicInteger asked = new AtomicInteger();
        ProofJob stopped = new ProofJob(ledger.serviceDatabase, place, () -> asked.getAndIncrement() > 0);
        assertThat(stopped.runOnce()).isEmpty();
        Optional<ProofRun> underWay = finance.page(Long.MAX_VALUE, 1).stream().findFirst();
        assertThat(underWay).hasValueSatisfying(run -> {
            assertThat(run.state()).isEqualTo(ProofRun.State.RUNNING);
            assertThat(run.counts().wallets()).isEqualTo(3);
        });

        ProofRun ended = job.runOnce().orElseThrow();
        assertThat(ended.id()).isEqualTo(underWay.orElseThrow().id());
        assertThat(ended.counts().wallets()).isEqualTo(3);
        assertThat(ended.counts().entries()).isEqualTo(3);
    }
}
