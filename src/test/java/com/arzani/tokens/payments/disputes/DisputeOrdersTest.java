package com.arzani.tokens.payments.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.disputes.DisputeShop.Paid;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F7 and F8 for disputes, generated: whatever becomes of one, all events of its payment, in any order, some while it
/// goes on, some twice, give one and the same state: closed before created and dispute before credit among them.
@PostgresTest
class DisputeOrdersTest {
    private static final int ROUNDS = 4;
    private static final int ROUNDS_SOAK = 40;

    private final TestDatabase database;
    private DisputeShop shop;

    DisputeOrdersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new DisputeShop(database);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private enum Story {
        ASKED("inquiry 0/0"),
        ASKED_AND_CLOSED("closed 0/0"),
        ESCALATED("held 30/0"),
        OPEN("held 30/0"),
        WON("won 0/0"),
        LOST("lost 30/0"),
        PART_LOST("lost 12/0"),
        PART_WON("won 0/0"),
        TWO("lost 12/0, held 18/0"),
        REFUNDED_AND_LOST("lost 18/0"),
        REFUNDED_AND_WON("won 0/0"),
        REFUNDED_WHILE_ASKED("held 18/0");

        private final String end;

        Story(String end) {
            this.end = end;
        }

        private long balance() {
            return switch (this) {
                case ESCALATED, OPEN, LOST, TWO, REFUNDED_AND_LOST, REFUNDED_WHILE_ASKED -> 0;
                case PART_LOST, REFUNDED_AND_WON -> 18;
                default -> 30;
            };
        }
    }

    @Test
    void f7_f8_everyOrderOfADisputesEventsEndsAlike() throws Exception {
        tell(ROUNDS, 20261123);
    }

    @Test
    @Tag("soak")
    void f7_f8_everyOrderOfADisputesEventsEndsAlikeManyTimes() throws Exception {
        for (int round = 0; round < ROUNDS_SOAK / ROUNDS; round++) {
            shop.close();
            all.clear();
            open();
            tell(ROUNDS, round);
        }
    }

    private void tell(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        shop.work();
        newEvents();
        all.clear();
        Map<Paid, Story> told = new HashMap<>();
        Map<Story, List<Paid>> same = new EnumMap<>(Story.class);
        for (int round = 0; round < rounds; round++) {
            for (Story story : Story.values()) {
                Paid paid = shop.paid();
                told.put(paid, story);
                same.computeIfAbsent(story, key -> new ArrayList<>()).add(paid);
                happen(story, paid, () -> deliver(newEvents(), random, 0, 2));
            }
        }
        newEvents();
        deliver(all, random, 1, 3);
        shop.inbox.drained();
        assertThat(told).allSatisfy((paid, story) -> {
            assertThat(disputes(paid)).as(story + " " + paid).isEqualTo(story.end);
            assertThat(shop.wallet(paid)).as(story + " " + paid).isEqualTo(story.balance() + "/0");
        });
        same.forEach((story, sales) ->
                assertThat(sales).as(story.name()).extracting(shop::lots).containsOnly(shop.lots(sales.getFirst())));
        assertThat(shop.inbox.in("parked")).isZero();
        shop.proven();
    }

    private interface Meanwhile {
        void pass() throws Exception;
    }

    /// What customers and banks do; events of it may arrive in between.
    private void happen(Story story, Paid paid, Meanwhile meanwhile) throws Exception {
        if (story == Story.REFUNDED_AND_LOST || story == Story.REFUNDED_AND_WON) {
            shop.simulator.refund(paid.payment(), 1000);
            meanwhile.pass();
        }
        boolean part = story == Story.PART_LOST || story == Story.PART_WON || story == Story.TWO;
        boolean asked = story == Story.ASKED
                || story == Story.ASKED_AND_CLOSED
                || story == Story.ESCALATED
                || story == Story.REFUNDED_WHILE_ASKED;
        String dispute = asked
                ? shop.simulator.inquiry(paid.payment(), "general", 2500)
                : shop.simulator.dispute(paid.payment(), "fraudulent", part ? 1000 : 2500);
        meanwhile.pass();
        if (story == Story.REFUNDED_WHILE_ASKED) {
            shop.simulator.refund(paid.payment(), 1000);
            meanwhile.pass();
        }
        switch (story) {
            case ESCALATED, REFUNDED_WHILE_ASKED -> shop.simulator.escalate(dispute);
            case ASKED_AND_CLOSED, WON, PART_WON, REFUNDED_AND_WON -> shop.simulator.win(dispute);
            case LOST, PART_LOST, TWO, REFUNDED_AND_LOST -> shop.simulator.lose(dispute);
            default -> {
                return;
            }
        }
        meanwhile.pass();
        if (story == Story.TWO) {
            shop.simulator.dispute(paid.payment(), "duplicate", 1500);
            meanwhile.pass();
        }
    }

    private final Set<String> seen = new HashSet<>();
    private final List<String> all = new ArrayList<>();

    /// Events since the last look, so that some arrive while the story goes on.
    private List<String> newEvents() throws Exception {
        List<String> fresh = new ArrayList<>();
        for (ObjectNode event : shop.inbox.events()) {
            if (seen.add(event.path("id").asText())) {
                fresh.add(event.toString());
            }
        }
        all.addAll(fresh);
        return fresh;
    }

    private void deliver(List<String> events, Random random, int least, int most) {
        List<String> mixed = new ArrayList<>();
        events.forEach(event -> mixed.addAll(Collections.nCopies(random.nextInt(least, most + 1), event)));
        Collections.shuffle(mixed, random);
        mixed.forEach(event ->
                assertThat(shop.inbox.deliver(event).statusCode()).as(event).isEqualTo(200));
    }

    private String disputes(Paid paid) {
        return database.sql()
                .value(
                        String.class,
                        "SELECT string_agg(phase || ' ' || tokens_held || '/' || tokens_owed, ', ' ORDER BY phase = 'lost' DESC)"
                                + " FROM stripe_disputes WHERE stripe_payment_intent_id = ?",
                        paid.payment());
    }
}
