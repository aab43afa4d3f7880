package com.arzani.tokens.payments.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.inbox.InboxFixture.Sale;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F7 and F8, generated: whatever becomes of a checkout, all its events, in any order, some of them before the end and
/// some twice, give one and the same state.
@PostgresTest
class EventOrdersTest {
    private static final int STORIES = 12;
    private static final int STORIES_SOAK = 300;

    private final TestDatabase database;
    private InboxFixture inbox;

    EventOrdersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        inbox = new InboxFixture(database);
    }

    @AfterEach
    void stop() {
        inbox.close();
        assertThat(inbox.proxy.faults()).isEmpty();
    }

    /// How a checkout ends, and what must stand here then.
    private enum Story {
        PAID("paid", 30),
        PAID_LATER("paid", 30),
        BOUNCED("failed", 0),
        EXPIRED("expired", 0);

        private final String status;
        private final long tokens;

        Story(String status, long tokens) {
            this.status = status;
            this.tokens = tokens;
        }
    }

    @Test
    void f7_f8_everyOrderOfEventsEndsAlike() throws Exception {
        tell(STORIES, 20261122);
    }

    @Test
    @Tag("soak")
    void f7_f8_everyOrderOfEventsEndsAlikeManyTimes() throws Exception {
        for (int round = 0; round < STORIES_SOAK / STORIES; round++) {
            stop();
            start();
            tell(STORIES, round);
        }
    }

    private void tell(int stories, long seed) throws Exception {
        Random random = new Random(seed);
        inbox.work();
        Map<Sale, Story> told = new HashMap<>();
        List<String> early = new ArrayList<>();
        for (int number = 0; number < stories; number++) {
            Sale sale = inbox.sell();
            Story story = Story.values()[number % Story.values().length];
            told.put(sale, story);
            String payment = begin(story, sale);
            if (random.nextBoolean()) {
                early.add(inbox.made("checkout.session.completed", "checkout.session", sale.sessionId()));
            }
            deliver(early, random);
            early.clear();
            end(story, payment);
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : inbox.events()) {
            // Those of the catalogue and of charges come too, as they would.
            for (int copy = random.nextInt(3); copy >= 0; copy--) {
                events.add(event.toString());
            }
        }
        deliver(events, random);
        inbox.drained();
        assertThat(told).allSatisfy((sale, story) -> {
            assertThat(inbox.balance(sale)).as(story + " " + sale).isEqualTo(story.tokens);
            assertThat(inbox.orderStatus(sale)).as(story + " " + sale).isEqualTo(story.status);
            assertThat(inbox.entries(sale)).hasSize(story.tokens > 0 ? 2 : 0);
        });
        assertThat(inbox.in("parked")).isZero();
    }

    private String begin(Story story, Sale sale) {
        switch (story) {
            case PAID:
                return inbox.simulator.pay(sale.sessionId());
            case PAID_LATER:
            case BOUNCED:
                return inbox.simulator.payLater(sale.sessionId());
            default:
                return sale.sessionId();
        }
    }

    private void end(Story story, String payment) {
        switch (story) {
            case PAID_LATER -> inbox.simulator.settle(payment);
            case BOUNCED -> inbox.simulator.bounce(payment);
            case EXPIRED -> inbox.expire(payment);
            default -> {
                // It has ended already.
            }
        }
    }

    private void deliver(List<String> events, Random random) {
        Collections.shuffle(events, random);
        for (String event : events) {
            assertThat(inbox.deliver(event).statusCode()).isEqualTo(200);
        }
    }
}
