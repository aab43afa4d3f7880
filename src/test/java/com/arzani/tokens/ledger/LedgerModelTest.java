package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random operations against a model of two numbers: what a wallet holds and what it owes. Whatever the ledger does
/// inside, its
/// balance, deltas, lots and last `balance_after` must all say the model's number.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerModelTest {
    private static final int SEEDS = 8;
    private static final int OPERATIONS = 40;

    private final LedgerFixture ledger;

    LedgerModelTest(TestDatabase database) {
        ledger = new LedgerFixture(database);
    }

    /// Fresh seeds each run; a failing one is in the test's name, and `-Dledger.seed=N` runs it again.
    static List<Long> seeds() {
        Long given = Long.getLong("ledger.seed");
        return given != null
                ? List.of(given)
                : new Random().longs(SEEDS, 0, 1L << 40).boxed().toList();
    }

    private static final class Model {
        long balance;
        long owed;
        final List<LedgerEntry> entries = new ArrayList<>();

        void credit(long tokens) {
            long paid = Math.min(tokens, owed);
            owed -= paid;
            balance += tokens - paid;
        }

        void debitOrOwe(long tokens) {
            long taken = Math.min(tokens, balance);
            balance -= taken;
            owed += tokens - taken;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void balanceLotsAndDeltasAgreeWithTheModel(long seed) {
        Random random = new Random(seed);
        long user = ledger.user();
        Model model = new Model();
        for (int i = 0; i < OPERATIONS; i++) {
            step(random, user, model);
            agrees(user, model);
        }
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .isEmpty();
    }

    private void step(Random random, long user, Model model) {
        long tokens = 1 + random.nextInt(12);
        switch (random.nextInt(8)) {
            case 0 -> {
                List<LedgerEntry> sale = ledger.buy(user, 1 + random.nextInt(3));
                sale.forEach(entry -> model.credit(entry.amount().count()));
                model.entries.addAll(sale);
            }
            case 1 ->
                accepted(
                        model,
                        () -> ledger.support.adjust(LedgerFixture.grant(user, tokens)),
                        true,
                        () -> model.credit(tokens));
            case 2 ->
                accepted(
                        model,
                        () -> ledger.support.adjust(LedgerFixture.take(user, tokens)),
                        model.balance >= tokens,
                        () -> model.debitOrOwe(tokens));
            case 3 ->
                accepted(
                        model,
                        () -> ledger.service.post(new Posting(
                                LedgerFixture.key(),
                                user,
                                EntryType.REFUND,
                                new Tokens(tokens),
                                null,
                                Posting.Context.NONE)),
                        true,
                        () -> model.debitOrOwe(tokens));
            case 4 -> repeat(random, model);
            case 5 -> reverse(random, model);
            default ->
                accepted(
                        model,
                        () -> ledger.service.post(LedgerFixture.spend(user, tokens)),
                        model.balance >= tokens,
                        () -> model.debitOrOwe(tokens));
        }
    }

    private void accepted(
            Model model, java.util.function.Supplier<LedgerEntry> operation, boolean expected, Runnable effect) {
        try {
            model.entries.add(operation.get());
            assertThat(expected).as("the ledger accepted it").isTrue();
            effect.run();
        } catch (TokenProblem refused) {
            assertThat(expected).as("the ledger refused it: %s", refused.key()).isFalse();
        }
    }

    /// The same grant pressed twice.
    private void repeat(Random random, Model model) {
        if (model.entries.isEmpty()) {
            return;
        }
        LedgerEntry entry = model.entries.get(random.nextInt(model.entries.size()));
        if (entry.type() == EntryType.ADJUSTMENT) {
            LedgerEntry again = ledger.support.adjust(new Adjustment(
                    entry.operationKey(),
                    entry.userId(),
                    entry.direction(),
                    entry.amount(),
                    new Adjustment.Reason(entry.reasonCode(), entry.note()),
                    null));
            assertThat(again.id()).isEqualTo(entry.id());
        }
    }

    private void reverse(Random random, Model model) {
        List<LedgerEntry> candidates = model.entries.stream()
                .filter(entry -> entry.type() == EntryType.CONSUMPTION || entry.type() == EntryType.ADJUSTMENT)
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        LedgerEntry entry = candidates.get(random.nextInt(candidates.size()));
        long part = 1 + random.nextInt((int) entry.amount().count());
        try {
            LedgerEntry reversal = ledger.support.reverse(
                    new Reversal(LedgerFixture.key(), entry.id(), new Tokens(part), LedgerFixture.reason()));
            assertThat(reversal.amount().count()).isEqualTo(part);
            if (entry.direction() == Direction.DEBIT) {
                model.credit(part);
            } else {
                model.debitOrOwe(part);
            }
        } catch (TokenProblem refused) {
            assertThat(refused.key()).isIn("already_reversed", "lot_partly_spent");
        }
    }

    private void agrees(long user, Model model) {
        ledger.support.wallet(user).ifPresent(wallet -> {
            List<LedgerEntry> entries =
                    ledger.history.page(EntryFilter.ofUser(user), null, 1_000).rows();
            assertThat(wallet.balance().count()).isEqualTo(model.balance);
            assertThat(wallet.owed().count()).isEqualTo(model.owed);
            assertThat(entries.stream()
                            .mapToLong(entry -> entry.delta().count())
                            .sum())
                    .isEqualTo(model.balance);
            assertThat(entries.getFirst().balanceAfter().count()).isEqualTo(model.balance);
            assertThat(ledger.explanation.openLots(user).stream()
                            .mapToLong(lot -> lot.remaining().count())
                            .sum())
                    .isEqualTo(model.balance);
        });
    }
}
