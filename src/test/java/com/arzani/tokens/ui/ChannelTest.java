package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final TestTasks time = new TestTasks();
    private final TaskRunner queued = new TaskRunner(work::add, Runnable::run, time::delay, () -> {});
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private void ask(Channel channel, Callable<String> question) {
        channel.run(question, answers::add, failures::add);
    }

    @Test
    void bothCallbacksAreRequired() {
        Channel channel = queued.latest("x");
        assertThatThrownBy(() -> channel.run(() -> 1, one -> {}, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.run(() -> 1, null, thrown -> {})).isInstanceOf(NullPointerException.class);
        assertThat(work).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterANewerRequestIsDropped() {
        Channel channel = queued.latest("search");
        ask(channel, () -> "old");
        ask(channel, () -> "new");
        work.removeLast().run();
        work.removeFirst().run();
        assertThat(answers).containsExactly("new");
        assertThat(channel.isBusy()).isFalse();
    }

    @Test
    void aStaleFailureIsDroppedToo() {
        Channel channel = queued.latest("search");
        ask(channel, () -> {
            throw new Rejected("old");
        });
        ask(channel, () -> "new");
        work.removeFirst().run();
        assertThat(channel.isBusy()).isTrue();
        work.removeFirst().run();
        assertThat(answers).containsExactly("new");
        assertThat(failures).isEmpty();
    }

    @Test
    void everyThrowableReachesTheFailureCallback() {
        Channel channel = queued.latest("search");
        ask(channel, () -> {
            throw new StackOverflowError("deep");
        });
        work.remove().run();
        assertThat(failures).hasSize(1).first().isInstanceOf(StackOverflowError.class);
        assertThat(channel.isBusy()).isFalse();
    }

    @Test
    void aWriteIsNotStartedTwiceAndCannotBeCancelled() {
        Channel channel = queued.oneAtATime("grant");
        assertThat(channel.run(() -> "first", answers::add, failures::add)).isTrue();
        assertThat(channel.run(() -> "second", answers::add, failures::add)).isFalse();
        assertThatThrownBy(channel::cancel).isInstanceOf(UnsupportedOperationException.class);
        work.remove().run();
        assertThat(work).isEmpty();
        assertThat(answers).containsExactly("first");
    }

    @Test
    void cancellingDropsTheAnswer() {
        Channel channel = queued.latest("export");
        ask(channel, () -> "whole");
        channel.cancel();
        assertThat(channel.isBusy()).isFalse();
        work.remove().run();
        assertThat(answers).isEmpty();
    }

    @Test
    void progressIsShownOnlyAfterAWhile() {
        Channel channel = queued.latest("slow");
        ask(channel, () -> "late");
        time.pass(Channel.SLOW.minusMillis(1));
        assertThat(channel.slowProperty().get()).isFalse();
        time.pass(Duration.ofMillis(1));
        assertThat(channel.slowProperty().get()).isTrue();
        work.remove().run();
        assertThat(channel.slowProperty().get()).isFalse();
    }

    @Test
    void typingWaitsUntilOnePauses() {
        Channel channel = queued.latest("typing");
        Duration quiet = Duration.ofMillis(150);
        channel.runAfter(quiet, () -> "s", answers::add, failures::add);
        time.pass(Duration.ofMillis(100));
        channel.runAfter(quiet, () -> "sm", answers::add, failures::add);
        time.pass(Duration.ofMillis(100));
        assertThat(work).isEmpty();
        time.pass(Duration.ofMillis(50));
        work.remove().run();
        assertThat(answers).containsExactly("sm");
    }

    @Test
    void aReadComesBackWhenTheDatabaseDoes() {
        Channel channel = queued.latest("read");
        boolean[] back = {false};
        channel.runUntilAvailable(
                () -> {
                    if (!back[0]) {
                        throw new Unavailable("database_away");
                    }
                    return "rows";
                },
                answers::add,
                failures::add);
        work.remove().run();
        assertThat(failures).hasSize(1);
        time.pass(Duration.ofSeconds(1));
        work.remove().run();
        back[0] = true;
        time.pass(Duration.ofSeconds(1));
        assertThat(work).isEmpty();
        time.pass(Duration.ofSeconds(1));
        work.remove().run();
        assertThat(answers).containsExactly("rows");
        time.pass(Duration.ofMinutes(1));
        assertThat(work).isEmpty();
    }

    @Test
    void aRefusalIsNotRepeated() {
        Channel channel = queued.latest("read");
        channel.runUntilAvailable(
                () -> {
                    throw new Rejected("not_permitted");
                },
                answer -> answers.add("never"),
                failures::add);
        work.remove().run();
        time.pass(Duration.ofMinutes(1));
        assertThat(work).isEmpty();
        assertThat(failures).hasSize(1);
    }

    @Test
    void progressOfStaleWorkIsNotShown() {
        Channel channel = queued.latest("load");
        channel.runReporting(
                progress -> {
                    progress.report(0.5, "old");
                    return "old";
                },
                answers::add,
                failures::add);
        channel.runReporting(
                progress -> {
                    progress.report(0.25, "half way");
                    assertThat(channel.stepProperty().get()).isEqualTo("half way");
                    return "new";
                },
                answers::add,
                failures::add);
        work.remove().run();
        assertThat(channel.stepProperty().get()).isEmpty();
        work.remove().run();
        assertThat(answers).containsExactly("new");
    }
}
