package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventDesk;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.regex.Pattern;

/// Events for the Ctrl+K field, by their Stripe id.
public final class EventFinder implements QuickFind {
    private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{1,250}");

    private final EventDesk desk;
    private final Texts texts;

    public EventFinder(EventDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
    }

    @Override
    public List<Hit> find(String text, int rowsMax) {
        String sought = text.strip();
        if (!EVENT.matcher(sought).matches()) {
            return List.of();
        }
        return desk.event(sought).stream()
                .map(kept -> new Hit(
                        "fth-inbox",
                        kept.event().type(),
                        texts.get("stripeevents.hit"),
                        Places.stripeEvent(sought),
                        true))
                .toList();
    }
}
