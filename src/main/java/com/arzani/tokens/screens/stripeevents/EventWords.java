package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventStatus;
import com.arzani.tokens.payments.inbox.Outcome;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.util.Locale;

/// An event's state and cause in words.
record EventWords(Texts texts) {
    Badge badge(EventStatus status) {
        Badge.Tone tone = switch (status) {
            case RECEIVED -> Badge.Tone.ACCENT;
            case FAILED -> Badge.Tone.WARNING;
            case PROCESSED -> Badge.Tone.SUCCESS;
            case IGNORED -> Badge.Tone.NEUTRAL;
            case PARKED -> Badge.Tone.DANGER;
        };
        return new Badge(texts.get("stripeevents.status." + status.name().toLowerCase(Locale.ROOT)), tone);
    }

    /// Why it stands as it does: a sentence of this screen, else that of the problem; a key nobody knows stays as it
    /// is.
    String cause(Outcome.Cause cause) {
        Object[] arguments = cause.arguments().toArray();
        String own = "stripeevents.cause." + cause.key();
        if (texts.has(own)) {
            return texts.get(own, arguments);
        }
        String problem = "problem." + cause.key();
        return texts.has(problem) ? texts.get(problem, arguments) : cause.key();
    }
}
