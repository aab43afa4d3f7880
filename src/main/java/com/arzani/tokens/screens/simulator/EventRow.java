package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.payments.simulator.Webhooks;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Set;

/// One event, and whether its webhook arrived.
record EventRow(Webhooks.Sent sent, Badge delivery, String answer) {
    static EventRow of(Webhooks.Sent sent, Texts texts) {
        String state = state(sent.deliveries());
        Badge badge = new Badge(texts.get("simulator.delivery." + state), tone(state));
        String answer = switch (sent.lastStatus()) {
            case -1 -> "";
            case 0 -> texts.get("simulator.answer.none");
            default -> Integer.toString(sent.lastStatus());
        };
        return new EventRow(sent, badge, answer);
    }

    /// One word for all postings: the one that still matters.
    private static String state(Set<String> deliveries) {
        for (String state : new String[] {"delivered", "waiting", "held", "given_up", "lost"}) {
            if (deliveries.contains(state)) {
                return state;
            }
        }
        return "nobody";
    }

    private static Badge.Tone tone(String state) {
        return switch (state) {
            case "delivered" -> Badge.Tone.SUCCESS;
            case "waiting", "held" -> Badge.Tone.ACCENT;
            case "given_up", "lost" -> Badge.Tone.DANGER;
            default -> Badge.Tone.NEUTRAL;
        };
    }

    String id() {
        return sent.eventId();
    }

    Instant created() {
        return Instant.ofEpochSecond(sent.created());
    }
}
