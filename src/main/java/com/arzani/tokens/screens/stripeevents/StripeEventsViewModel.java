package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.inbox.EventStatus;
import com.arzani.tokens.payments.inbox.KeptEvent;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The kept events, by state and by what is sought; every two seconds it looks whether anything has moved.
public final class StripeEventsViewModel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration TYPING = Duration.ofMillis(250);
    private static final int SOUGHT_MAX = 255;
    private static final String SHOWN = "show";

    final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.TO_DO);
    final StringProperty sought = new SimpleStringProperty("");
    final StringProperty summary = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<EventRow, Long> rows;
    final EventDetailViewModel detail;

    private final Kit kit;
    private final StripeEventServices services;
    private final EventWords words;
    private final Channel watching;
    private final Channel typing;
    private final Channel opening;
    private Map<EventStatus, Long> seen;

    public StripeEventsViewModel(Kit kit, StripeEventServices services) {
        this.kit = kit;
        this.services = services;
        words = new EventWords(kit.texts());
        rows = new KeyList<>(kit.tasks().latest("stripeevents.rows"), kit.failures(), EventRow::id);
        watching = kit.tasks().latest("stripeevents.watch");
        typing = kit.tasks().latest("stripeevents.typing");
        opening = kit.tasks().latest("stripeevents.open");
        detail = new EventDetailViewModel(kit, services, words);
        detail.onReplayed(this::refresh);
        shown.addListener((value, old, now) -> load());
        sought.addListener((value, old, now) -> typing.runAfter(TYPING, () -> now, text -> load(), thrown -> {}));
    }

    void activate() {
        seen = null;
        load();
        watch(Duration.ZERO);
    }

    void deactivate() {
        watching.cancel();
    }

    void show(Target target) {
        target.value(SHOWN).map(text -> text.toUpperCase(Locale.ROOT)).ifPresent(name -> {
            for (Shown choice : Shown.values()) {
                if (choice.name().equals(name)) {
                    shown.set(choice);
                }
            }
        });
        target.value(Places.SEARCH).ifPresent(sought::set);
        target.value(Places.EVENT)
                .ifPresent(id -> opening.run(
                        () -> services.desk().event(id),
                        found -> found.ifPresent(detail::choose),
                        thrown -> failure.set(kit.failures().describe(thrown))));
    }

    void choose(EventRow row) {
        detail.choose(row.kept());
    }

    void refresh() {
        rows.refresh(0);
        detail.reload();
        watch(Duration.ZERO);
    }

    private void load() {
        Shown choice = shown.get();
        String text = sought.get().strip();
        String fitting = text.length() > SOUGHT_MAX ? text.substring(0, SOUGHT_MAX) : text;
        Target place = Places.stripeEvents().with(SHOWN, choice.name().toLowerCase(Locale.ROOT));
        kit.navigator().replace(fitting.isEmpty() ? place : place.with(Places.SEARCH, fitting));
        rows.load((before, most) -> page(choice, fitting, before, most));
    }

    private Page<EventRow, Long> page(Shown choice, String text, Long before, int most) {
        // One more than asked for tells whether the list goes on.
        List<KeptEvent> found =
                services.desk().events(choice.statuses(), text, before == null ? Long.MAX_VALUE : before, most + 1);
        List<EventRow> page =
                found.stream().limit(most).map(kept -> EventRow.of(kept, words)).toList();
        return Page.of(page, found.size() > most ? page.getLast().id() : null);
    }

    private void watch(Duration pause) {
        watching.runAfter(pause, () -> services.desk().counts(), this::heard, thrown -> {
            failure.set(kit.failures().describe(thrown));
            watch(LOOK_AGAIN);
        });
    }

    private void heard(Map<EventStatus, Long> counts) {
        failure.set(null);
        if (seen != null && !counts.equals(seen)) {
            rows.refresh(0);
            detail.reload();
        }
        seen = counts;
        summary.set(kit.texts()
                .get(
                        "stripeevents.summary",
                        Digits.grouped(counts.get(EventStatus.RECEIVED) + counts.get(EventStatus.FAILED)),
                        Digits.grouped(counts.get(EventStatus.PARKED)),
                        Digits.grouped(counts.get(EventStatus.IGNORED)),
                        Digits.grouped(counts.get(EventStatus.PROCESSED))));
        watch(LOOK_AGAIN);
    }
}
