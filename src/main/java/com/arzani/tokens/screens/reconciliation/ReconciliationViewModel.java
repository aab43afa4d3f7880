package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.reconciliation.FindingClass;
import com.arzani.tokens.reconciliation.ReconciliationDesk;
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
import java.util.Optional;
import java.util.Set;
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
    private static final String FIND = "find";
    private static final int PREVIEWS = 200;

    final ObservableList<RunRow> runs = FXCollections.observableArrayList();
    final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.TO_DO);
    final ObjectProperty<FindingClass> kind = new SimpleObjectProperty<>();
    final BooleanProperty mine = new SimpleBooleanProperty();
    final StringProperty sought = new SimpleStringProperty("");
    final StringProperty state = new SimpleStringProperty("");
    final StringProperty previews = new SimpleStringProperty("");
    final BooleanProperty running = new SimpleBooleanProperty();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<FindingRow, Long> rows;
    final FindingViewModel detail;

    private final Kit kit;
    private final ReconciliationServices services;
    private final FindingWords words;
    private final Channel watching;
    private final Channel finding;
    private final Channel asking;
    private final Channel looking;
    private Instant seen;

    public ReconciliationViewModel(Kit kit, ReconciliationServices services) {
        this.kit = kit;
        this.services = services;
        words = new FindingWords(kit.texts(), kit.times());
        rows = new KeyList<>(kit.tasks().latest("reconciliation.rows"), kit.failures(), FindingRow::id);
        watching = kit.tasks().latest("reconciliation.watch");
        finding = kit.tasks().latest("reconciliation.open");
        looking = kit.tasks().latest("reconciliation.previews");
        asking = kit.tasks().oneAtATime("reconciliation.ask");
        detail = new FindingViewModel(kit, services, words);
        detail.onDecided(decided -> rows.refresh(0));
        shown.addListener((value, old, now) -> load());
        kind.addListener((value, old, now) -> load());
        mine.addListener((value, old, now) -> load());
    }

    /// Whether a run may be asked for: whoever runs the background jobs picks it up.
    boolean offersRuns() {
        return services.mayDecide();
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
        target.value(FIND).ifPresent(text -> {
            sought.set(text);
            load();
        });
        target.number(FINDING)
                .ifPresent(id -> finding.run(
                        () -> services.desk().finding(id),
                        found -> found.ifPresent(detail::choose),
                        thrown -> failure.set(kit.failures().describe(thrown))));
    }

    /// What a dry run saw, in words; empty for any other run.
    void look(RunRow row) {
        previews.set("");
        if (row != null && row.run().mode().kind() == Run.Kind.DRY) {
            long id = row.run().id();
            looking.run(
                    () -> services.desk().previews(id, PREVIEWS),
                    seen -> previews.set(words.previews(seen)),
                    this::refused);
        }
    }

    void choose(FindingRow row) {
        detail.choose(row.finding());
    }

    /// Enter on a finding: the customer it concerns, or the event it is about.
    void open(FindingRow row) {
        detail.choose(row.finding());
        detail.openSubject();
    }

    void refresh() {
        rows.refresh(0);
        watch(Duration.ZERO);
    }

    void runNow() {
        ask(Run.Kind.ASKED);
    }

    /// Asks for a run that only shows what it would do.
    void dryRun() {
        ask(Run.Kind.DRY);
    }

    private void ask(Run.Kind wanted) {
        running.set(true);
        state.set(kit.texts().get("reconciliation.state.WAITING"));
        asking.run(
                () -> services.desk().request(wanted, Optional.empty()), asked -> watch(Duration.ZERO), this::refused);
    }

    void cancel() {
        Optional<RunRow> under =
                runs.stream().filter(row -> !row.run().isOver()).findFirst();
        under.ifPresent(row ->
                asking.run(() -> services.desk().cancel(row.run().id()), asked -> watch(Duration.ZERO), this::refused));
    }

    private void refused(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
        watch(Duration.ZERO);
    }

    /// Reads the list again with what is chosen above it.
    void load() {
        Target here = Places.reconciliation().with(SHOWN, shown.get().name().toLowerCase(Locale.ROOT));
        kit.navigator()
                .replace(
                        sought.get().isBlank()
                                ? here
                                : here.with(FIND, sought.get().strip()));
        ReconciliationDesk.Filter filter = new ReconciliationDesk.Filter(
                shown.get().statuses(),
                kind.get() == null ? Set.of() : Set.of(kind.get()),
                mine.get() ? services.desk().self() : "",
                sought.get().strip());
        rows.load((before, most) -> page(filter, before, most));
    }

    /// The name of a class for the choice; null is all of them.
    String name(FindingClass each) {
        return each == null
                ? kit.texts().get("reconciliation.kind.all")
                : each + "  " + kit.texts().get("reconciliation.class." + each);
    }

    private Page<FindingRow, Long> page(ReconciliationDesk.Filter filter, Long before, int most) {
        // One more than asked for tells whether the list goes on.
        List<Finding> found = services.desk().findings(filter, before == null ? Long.MAX_VALUE : before, most + 1);
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
        List<RunRow> now =
                newest.stream().map(run -> RunRow.of(run, kit.texts())).toList();
        if (!now.equals(runs)) {
            runs.setAll(now);
        }
        boolean busy = newest.stream().anyMatch(this::underWay);
        running.set(busy);
        state.set(newest.isEmpty() ? kit.texts().get("reconciliation.state.none") : describe(newest.getFirst()));
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
        return switch (run.status()) {
            case WAITING -> true;
            case RUNNING ->
                run.times().updatedAt().isAfter(kit.clock().instant().minus(SILENT));
            default -> false;
        };
    }

    private String describe(Run run) {
        String payments = Digits.grouped(run.counts().payments());
        if (run.mode().cancelAsked() && !run.isOver()) {
            return kit.texts().get("reconciliation.state.cancelling");
        }
        if (run.status() == Run.Status.RUNNING && underWay(run)) {
            return kit.texts().get("reconciliation.step." + run.reached().stage(), payments);
        }
        String open = Digits.grouped(run.counts().findingsOpen());
        String when = kit.times().relative(run.times().updatedAt());
        return kit.texts().get("reconciliation.state." + run.status(), payments, open, when);
    }
}
