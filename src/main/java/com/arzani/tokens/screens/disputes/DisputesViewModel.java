package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.disputes.DisputeCase;
import com.arzani.tokens.payments.disputes.DisputeDesk;
import com.arzani.tokens.payments.disputes.DisputeFilter;
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
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The disputes by state and by what is sought; every few seconds it looks whether anything has moved.
public final class DisputesViewModel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration TYPING = Duration.ofMillis(250);
    private static final int SOUGHT_MAX = 255;
    private static final String SHOWN = "show";

    final ObjectProperty<DisputeFilter> shown = new SimpleObjectProperty<>(DisputeFilter.NEEDS_RESPONSE);
    final StringProperty sought = new SimpleStringProperty("");
    final StringProperty summary = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<DisputeRow, DisputeCase> rows;
    final DisputeDetailViewModel detail;
    final DisputeWords words;

    private final Kit kit;
    private final DisputeServices services;
    private final Channel watching;
    private final Channel typing;
    private DisputeDesk.Counts seen;

    public DisputesViewModel(Kit kit, DisputeServices services) {
        this.kit = kit;
        this.services = services;
        words = new DisputeWords(kit.texts(), kit.times());
        rows = new KeyList<>(kit.tasks().latest("disputes.rows"), kit.failures(), DisputeRow::id);
        watching = kit.tasks().latest("disputes.watch");
        typing = kit.tasks().latest("disputes.typing");
        detail = new DisputeDetailViewModel(kit, services, words);
        detail.answer.onAnswered(this::refresh);
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
            for (DisputeFilter choice : DisputeFilter.values()) {
                if (choice.name().equals(name)) {
                    shown.set(choice);
                }
            }
        });
        target.value(Places.SEARCH).ifPresent(sought::set);
        target.value(Places.DISPUTE).ifPresent(detail::choose);
    }

    void refresh() {
        rows.refresh(0);
        detail.reload();
        watch(Duration.ZERO);
    }

    private void load() {
        DisputeFilter choice = shown.get();
        String text = sought.get().strip();
        String fitting = text.length() > SOUGHT_MAX ? text.substring(0, SOUGHT_MAX) : text;
        Target place = Places.disputes().with(SHOWN, choice.name().toLowerCase(Locale.ROOT));
        kit.navigator().replace(fitting.isEmpty() ? place : place.with(Places.SEARCH, fitting));
        rows.load((after, most) -> page(choice, fitting, after, most));
    }

    private Page<DisputeRow, DisputeCase> page(DisputeFilter choice, String text, DisputeCase after, int most) {
        // One more than asked for tells whether the list goes on.
        List<DisputeCase> found = services.desk().page(choice, text, Optional.ofNullable(after), most + 1);
        List<DisputeRow> page = found.stream()
                .limit(most)
                .map(dispute -> DisputeRow.of(dispute, words))
                .toList();
        return Page.of(page, found.size() > most ? page.getLast().dispute() : null);
    }

    private void watch(Duration pause) {
        watching.runAfter(pause, () -> services.desk().counts(), this::heard, thrown -> {
            failure.set(kit.failures().describe(thrown));
            watch(LOOK_AGAIN);
        });
    }

    private void heard(DisputeDesk.Counts counts) {
        failure.set(null);
        if (seen != null) {
            detail.reload();
            if (!counts.equals(seen)) {
                rows.refresh(0);
            }
        }
        seen = counts;
        summary.set(kit.texts()
                .get(
                        "disputes.summary",
                        Digits.grouped(counts.needResponse()),
                        Digits.grouped(counts.inReview()),
                        Digits.grouped(counts.heldTokens())));
        watch(LOOK_AGAIN);
    }
}
