package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    /// The first call waits until it may go on, so that the others gather behind it.
    private List<String> answer(List<Integer> asked) {
        calls.add(List.copyOf(asked));
        if (begun.incrementAndGet() == 1) {
            try {
                open.await();
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
        return asked.stream().map(number -> "answer " + number).toList();
    }

    /// One asks, the others queue behind it, then it goes on; gives the outcomes in order.
    private static List<Object> race(
            Gathering<Integer, String> gathering, int count, CountDownLatch open, Runnable first) throws Exception {
        List<Object> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> futures = new ArrayList<>();
            futures.add(threads.submit(() -> gathering.ask(0, 0)));
            first.run();
            for (int number = 1; number < count; number++) {
                int asked = number;
                futures.add(threads.submit(() -> gathering.ask(asked, 0)));
            }
            Await.until("the others wait", () -> gathering.waiting() == count - 1);
            open.countDown();
            for (Future<String> future : futures) {
                try {
                    outcomes.add(future.get());
                } catch (java.util.concurrent.ExecutionException failed) {
                    outcomes.add(failed.getCause());
                }
            }
        }
        return outcomes;
    }

    private void untilTheFirstIsUnderWay() {
        Await.until("the first is under way", () -> begun.get() == 1);
    }

    @Test
    void whoIsAloneIsSentAloneAtOnce() {
        Gathering<Integer, String> gathering = new Gathering<>(2, 8, asked -> List.of("answer " + asked));

        assertThat(gathering.ask(7, 1)).isEqualTo("answer [7]");
        assertThat(gathering.waiting()).isZero();
    }

    @Test
    void whatCameMeanwhileGoesTogetherUpToABound() throws Exception {
        Gathering<Integer, String> gathering = new Gathering<>(1, 8, this::answer);

        List<Object> outcomes = race(gathering, 12, open, this::untilTheFirstIsUnderWay);

        for (int number = 0; number < 12; number++) {
            assertThat(outcomes.get(number)).isEqualTo("answer " + number);
        }
        assertThat(calls).extracting(List::size).containsExactly(1, 8, 3);
    }

    @Test
    void oneAtFaultFailsNoOther() throws Exception {
        Gathering<Integer, String> gathering = new Gathering<>(1, 64, asked -> {
            List<String> answers = answer(asked);
            if (asked.contains(5)) {
                throw new IllegalStateException("a defect");
            }
            return answers;
        });

        List<Object> outcomes = race(gathering, 9, open, this::untilTheFirstIsUnderWay);

        assertThat(outcomes.get(5)).isInstanceOf(IllegalStateException.class);
        outcomes.remove(5);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(String.class));
    }

    @Test
    void whatConcernsAllIsAskedOnceAndToldToEach() throws Exception {
        Gathering<Integer, String> gathering = new Gathering<>(1, 64, asked -> {
            answer(asked);
            throw new Unavailable("database_away");
        });

        List<Object> outcomes = race(gathering, 6, open, this::untilTheFirstIsUnderWay);

        assertThat(outcomes)
                .hasSize(6)
                .allSatisfy(outcome -> assertThat((Throwable) outcome)
                        .isInstanceOf(Unavailable.class)
                        .hasMessage("database_away"));
        assertThat(outcomes).doesNotHaveDuplicates();
        assertThat(calls).hasSize(2);
    }

    @Test
    void aRefusalOfOneAloneIsItsOwn() {
        Gathering<Integer, String> gathering = new Gathering<>(1, 64, asked -> {
            throw new Rejected("own_listing");
        });

        assertThatThrownBy(() -> gathering.ask(1, 1))
                .isInstanceOf(Rejected.class)
                .hasMessage("own_listing");
        assertThatThrownBy(() -> gathering.ask(2, 1)).isInstanceOf(Rejected.class);
    }

    @Test
    void whoIsAskedToEndStillGivesTheOthersTheirAnswers() throws Exception {
        Gathering<Integer, String> gathering = new Gathering<>(1, 64, this::answer);
        open.countDown();
        Thread.currentThread().interrupt();

        assertThat(gathering.ask(3, 0)).isEqualTo("answer 3");
        assertThat(Thread.interrupted()).isTrue();
    }
}
