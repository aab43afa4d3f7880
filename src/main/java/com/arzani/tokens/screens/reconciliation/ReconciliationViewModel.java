package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The last runs, whichever process made them, and the findings. While the screen is open it looks at the runs every
/// second when one is under way, else every five.
public final class ReconciliationViewModel {
    private static final int RUNS = 6;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(5);
    /// A run that said nothing for so long has lost its process; the next one goes on from there.
    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final String SHOWN = "show";
    private static final String FINDING = "finding";

    final ObservableList<RunRow> runs = FXCollections.observableArrayList();
    final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.TO_DO);
    final StringProperty state = new SimpleStringProperty("");
    final BooleanProperty running = new SimpleBooleanProperty();
    final BooleanProperty runningHere = new SimpleBooleanProperty();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<FindingRow, Long> rows;
    final FindingViewModel detail;

    private final Kit kit;
    private final ReconciliationServices services;
    private final FindingWords words;
    private final Channel watching;
    private final Channel finding;
    private Instant seen;

    public ReconciliationViewModel(Kit kit, ReconciliationServices services) {
        this.kit = kit;
        this.services = services;
        words = new FindingWords(kit.texts(), kit.times());
        rows = new KeyList<>(kit.tasks().latest("reconciliation.rows"), kit.failures(), FindingRow::id);
        watching = kit.tasks().latest("reconciliation.watch");
        finding = kit.tasks().latest("reconciliation.open");
        detail = new FindingViewModel(kit, services, words);
        detail.onDecided(decided -> rows.refresh(0));
        shown.addListener((value, old, now) -> load());
    }

    /// Whether "Run now" is offered at all: by right, and because runs are made here.
    boolean offersRuns() {
        return services.mayDecide() && services.schedule().isPresent();
    }

    boolean runsElsewhere() {
        return services.schedule().isEmpty();
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
        target.number(FINDING)
                .ifPresent(id -> finding.run(
                        () -> services.desk().finding(id),
                        found -> found.ifPresent(detail::choose),
                        thrown -> failure.set(kit.failures().describe(thrown))));
    }

    void choose(FindingRow row) {
        detail.choose(row.finding());
    }

    void refresh() {
        rows.refresh(0);
        watch(Duration.ZERO);
    }

    void runNow() {
        services.schedule().ifPresent(schedule -> schedule.runNow());
        running.set(true);
        runningHere.set(true);
        state.set(kit.texts().get("reconciliation.state.beginning"));
        watch(SOON);
    }

    void cancel() {
        services.schedule().ifPresent(schedule -> schedule.cancel());
        state.set(kit.texts().get("reconciliation.state.cancelling"));
    }

    private void load() {
        Shown choice = shown.get();
        kit.navigator()
                .replace(Places.reconciliation().with(SHOWN, choice.name().toLowerCase(Locale.ROOT)));
        rows.load((before, most) -> page(choice, before, most));
    }

    private Page<FindingRow, Long> page(Shown choice, Long before, int most) {
        // One more than asked for tells whether the list goes on.
        List<Finding> found =
                services.desk().findings(choice.statuses(), before == null ? Long.MAX_VALUE : before, most + 1);
        List<FindingRow> page = found.stream()
                .limit(most)
                .map(each -> FindingRow.of(each, words))
                .toList();
        return Page.of(page, found.size() > most ? page.getLast().id() : null);
    }

    private void watch(Duration pause) {
        watching.runAfter(pause, () -> services.desk().runs(RUNS), this::heard, thrown -> {
            failure.set(kit.failures().describe(thrown));
            watch(CALM);
        });
    }

    private void heard(List<Run> newest) {
        failure.set(null);
        List<RunRow> now =
                newest.stream().map(run -> RunRow.of(run, kit.texts())).toList();
        if (!now.equals(runs)) {
            runs.setAll(now);
        }
        boolean busyHere =
                services.schedule().filter(schedule -> schedule.isBusy()).isPresent();
        boolean busy = busyHere || !newest.isEmpty() && underWay(newest.getFirst());
        runningHere.set(busyHere);
        running.set(busy);
        state.set(newest.isEmpty() ? kit.texts().get("reconciliation.state.none") : describe(newest.getFirst(), busy));
        Instant updated =
                newest.isEmpty() ? Instant.EPOCH : newest.getFirst().times().updatedAt();
        // The list was just read when the first answer comes.
        if (seen != null && !updated.equals(seen)) {
            rows.refresh(0);
        }
        seen = updated;
        watch(busy ? SOON : CALM);
    }

    private boolean underWay(Run run) {
        return run.status() == Run.Status.RUNNING
                && run.times().updatedAt().isAfter(kit.clock().instant().minus(SILENT));
    }

    private String describe(Run run, boolean busy) {
        String payments = Digits.grouped(run.counts().payments());
        if (busy) {
            return run.status() == Run.Status.RUNNING
                    ? kit.texts().get("reconciliation.step." + run.reached().stage(), payments)
                    : kit.texts().get("reconciliation.state.beginning");
        }
        String open = Digits.grouped(run.counts().findingsOpen());
        String when = kit.times().relative(run.times().updatedAt());
        return kit.texts().get("reconciliation.state." + run.status(), payments, open, when);
    }
}
