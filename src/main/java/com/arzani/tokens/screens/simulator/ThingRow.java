package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.simulator.Thing;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// One object, in words.
record ThingRow(Thing thing, String kind, Badge status) {
    private static final Map<String, Badge.Tone> TONES = Map.ofEntries(
            Map.entry("succeeded", Badge.Tone.SUCCESS),
            Map.entry("paid", Badge.Tone.SUCCESS),
            Map.entry("won", Badge.Tone.SUCCESS),
            Map.entry("failed", Badge.Tone.DANGER),
            Map.entry("lost", Badge.Tone.DANGER),
            Map.entry("needs_response", Badge.Tone.DANGER),
            Map.entry("warning_needs_response", Badge.Tone.WARNING),
            Map.entry("requires_payment_method", Badge.Tone.WARNING),
            Map.entry("requires_action", Badge.Tone.WARNING),
            Map.entry("processing", Badge.Tone.ACCENT),
            Map.entry("pending", Badge.Tone.ACCENT),
            Map.entry("in_transit", Badge.Tone.ACCENT),
            Map.entry("under_review", Badge.Tone.ACCENT),
            Map.entry("open", Badge.Tone.ACCENT));

    static ThingRow of(Thing thing, Texts texts) {
        String kind = texts.get("simulator.kind." + thing.kind().name().toLowerCase(Locale.ROOT));
        String key = "simulator.status." + thing.status();
        String word = texts.has(key) ? texts.get(key) : thing.status();
        return new ThingRow(thing, kind, new Badge(word, TONES.getOrDefault(thing.status(), Badge.Tone.NEUTRAL)));
    }

    String id() {
        return thing.id();
    }

    Pence amount() {
        return new Pence(thing.pence());
    }

    /// What of it went back; null where there is none.
    Pence refunded() {
        return thing.refundedPence() == 0 ? null : new Pence(thing.refundedPence());
    }

    String order() {
        return thing.orderId() == 0 ? "" : Long.toString(thing.orderId());
    }

    Instant created() {
        return thing.created();
    }
}
