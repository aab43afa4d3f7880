package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyedWriteTest {
    private final TestKit test = TestKit.direct();
    private final Ledger ledger = new Ledger();
    private final List<Integer> done = new ArrayList<>();
    private final List<TokenProblem> refused = new ArrayList<>();
    private int made;
    private final KeyedWrite<Integer> write =
            new KeyedWrite<>(test.kit(), "test.write", () -> "key-" + ++made, ledger::find);

    private void press(int tokens) {
        write.run(key -> ledger.post(key, tokens), done::add, refused::add);
    }

    @Test
    void aRefusalKeepsTheKeyAndIsSaid() {
        ledger.refusal = new Rejected("test_refused");
        press(5);
        assertThat(refused).hasSize(1);
        assertThat(write.failureProperty().get().kind()).isEqualTo(Failure.Kind.REJECTED);
        ledger.refusal = null;
        press(5);
        assertThat(ledger.posted).containsExactly(Map.entry("key-1", 5));
        assertThat(write.failureProperty().get()).isNull();
    }

    @Test
    void f2ALostAnswerIsFoundByItsKeyOnceTheDatabaseAnswers() {
        ledger.loseAnswer = true;
        ledger.away = true;
        press(5);
        assertThat(write.stateProperty().get()).isEqualTo(KeyedWrite.State.UNKNOWN);
        assertThat(write.failureProperty().get().text()).contains("not known yet");
        press(5);
        assertThat(ledger.calls).isEqualTo(1);
        test.tasks().pass(Duration.ofSeconds(20));
        assertThat(done).isEmpty();
        ledger.away = false;
        test.tasks().pass(Duration.ofSeconds(5));
        assertThat(done).containsExactly(5);
        assertThat(write.isReady()).isTrue();
        assertThat(write.failureProperty().get()).isNull();
    }

    @Test
    void f1WhatWasNotPostedIsSaidSoAndPressingAgainUsesTheSameKey() {
        ledger.refusal = new Unavailable("database_away");
        press(5);
        assertThat(write.isReady()).isTrue();
        assertThat(write.failureProperty().get().text()).contains("not posted");
        ledger.refusal = null;
        press(5);
        assertThat(ledger.posted).containsExactly(Map.entry("key-1", 5));
        press(6);
        assertThat(ledger.posted).containsEntry("key-2", 6);
    }

    @Test
    void f1AKeyThatHasPostedSomethingElseTellsWhatItPosted() {
        ledger.posted.put("key-1", 5);
        press(6);
        assertThat(done).containsExactly(5);
        assertThat(ledger.posted).containsOnly(Map.entry("key-1", 5));
    }

    @Test
    void anotherFormIsAnotherOperation() {
        write.reopen();
        press(5);
        assertThat(ledger.posted).containsOnlyKeys("key-2");
    }

    @Test
    void f1AWriteIsKeptFromBeforeItIsSentUntilItsOutcomeIsKnown() {
        PendingWrites.What what = new PendingWrites.What("grant", 42, 5);
        List<String> keptWhileSent = new ArrayList<>();
        KeyedWrite.Work<Integer> work = key -> {
            keptWhileSent.addAll(test.desktop().pending().keySet());
            return ledger.post(key, 5);
        };
        ledger.loseAnswer = true;
        ledger.away = true;
        write.run(what, work, done::add, refused::add);
        assertThat(keptWhileSent).containsExactly("key-1");
        test.tasks().pass(Duration.ofSeconds(5));
        assertThat(test.desktop().pending().values())
                .containsExactly(new PendingWrites.Write("key-1", what, TestKit.NOW));
        ledger.away = false;
        test.tasks().pass(Duration.ofSeconds(5));
        assertThat(done).containsExactly(5);
        assertThat(test.desktop().pending()).isEmpty();

        ledger.loseAnswer = false;
        ledger.refusal = new Rejected("test_refused");
        write.run(what, work, done::add, refused::add);
        assertThat(refused).hasSize(1);
        assertThat(test.desktop().pending()).isEmpty();
    }

    private static final class Ledger {
        private final Map<String, Integer> posted = new HashMap<>();
        private RuntimeException refusal;
        private boolean loseAnswer;
        private boolean away;
        private int calls;

        int post(String key, int tokens) {
            calls++;
            if (refusal != null) {
                throw refusal;
            }
            Integer earlier = posted.putIfAbsent(key, tokens);
            if (earlier != null && earlier != tokens) {
                throw new Conflict("key_used", key);
            }
            if (loseAnswer) {
                throw new Unavailable("database_away");
            }
            return tokens;
        }

        Optional<Integer> find(String key) {
            if (away) {
                throw new Unavailable("database_away");
            }
            return Optional.ofNullable(posted.get(key));
        }
    }
}
