package com.arzani.tokens.screens.risk;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.payments.risk.RiskFilter;
import com.arzani.tokens.payments.risk.RiskReview;
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

/// The reviews, what waits for a decision first; it looks every few seconds whether anything has moved.
public final class RiskViewModel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration TYPING = Duration.ofMillis(250);
    private static final int SOUGHT_MAX = 20;
    private static final String SHOWN = "show";

    final ObjectProperty<RiskFilter> shown = new SimpleObjectProperty<>(RiskFilter.OPEN);
    final StringProperty sought = new SimpleStringProperty("");
    final StringProperty summary = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<RiskRow, RiskReview> rows;
    final RiskDetailViewModel detail;

    private final Kit kit;
    private final RiskServices services;
    private final RiskWords words;
    private final Channel watching;
    private final Channel typing;
    private RiskDesk.Counts seen;

    public RiskViewModel(Kit kit, RiskServices services) {
        this.kit = kit;
        this.services = services;
        words = new RiskWords(kit.texts());
        rows = new KeyList<>(kit.tasks().latest("risk.rows"), kit.failures(), RiskRow::id);
        watching = kit.tasks().latest("risk.watch");
        typing = kit.tasks().latest("risk.typing");
        detail = new RiskDetailViewModel(kit, services, words);
        detail.onDone(this::refresh);
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
            for (RiskFilter choice : RiskFilter.values()) {
                if (choice.name().equals(name)) {
                    shown.set(choice);
                }
            }
        });
        target.value(Places.SEARCH).ifPresent(sought::set);
        target.value(Places.ORDER).flatMap(RiskViewModel::id).ifPresent(detail::choose);
    }

    private static Optional<Long> id(String text) {
        return Digits.parse(text).isPresent() ? Optional.of(Digits.parse(text).getAsLong()) : Optional.empty();
    }

    void choose(RiskRow row) {
        detail.choose(row.id());
    }

    void refresh() {
        rows.refresh(0);
        detail.reload();
        watch(Duration.ZERO);
    }

    private void load() {
        RiskFilter choice = shown.get();
        String text = sought.get().strip();
        String fitting = text.length() > SOUGHT_MAX ? text.substring(0, SOUGHT_MAX) : text;
        Target place = Places.riskReviews().with(SHOWN, choice.name().toLowerCase(Locale.ROOT));
        kit.navigator().replace(fitting.isEmpty() ? place : place.with(Places.SEARCH, fitting));
        rows.load((after, most) -> page(choice, fitting, after, most));
    }

    private Page<RiskRow, RiskReview> page(RiskFilter choice, String text, RiskReview after, int most) {
        // One more than asked for tells whether the list goes on.
        List<RiskReview> found = services.desk().page(choice, text, Optional.ofNullable(after), most + 1);
        List<RiskRow> page = found.stream()
                .limit(most)
                .map(review -> RiskRow.of(review, words))
                .toList();
        return Page.of(page, found.size() > most ? page.getLast().review() : null);
    }

    private void watch(Duration pause) {
        watching.runAfter(pause, () -> services.desk().counts(), this::heard, thrown -> {
            failure.set(kit.failures().describe(thrown));
            watch(LOOK_AGAIN);
        });
    }

    private void heard(RiskDesk.Counts counts) {
        failure.set(null);
        if (seen != null && !counts.equals(seen)) {
            rows.refresh(0);
            detail.reload();
        }
        seen = counts;
        summary.set(kit.texts().get("risk.summary", counts.open(), counts.held(), counts.refused()));
        watch(LOOK_AGAIN);
    }
}
