package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.ExperimentResults;
import com.arzani.tokens.catalog.ExperimentStatistics;
import com.arzani.tokens.catalog.ExperimentStatistics.Figures;
import com.arzani.tokens.catalog.ExperimentStep;
import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.GroupResult;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What a running or ended experiment came to, and its end with what that does to the packages.
public final class ResultsViewModel {
    final BooleanProperty open = new SimpleBooleanProperty();
    final ReadOnlyStringWrapper course = new ReadOnlyStringWrapper("");
    final ReadOnlyStringWrapper alarm = new ReadOnlyStringWrapper("");
    final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    final ObservableList<ResultRow> rows = FXCollections.observableArrayList();
    final ObservableList<StepRow> steps = FXCollections.observableArrayList();
    final ObservableList<WinnerChoice> winners = FXCollections.observableArrayList();
    final ObjectProperty<WinnerChoice> winner = new SimpleObjectProperty<>();
    final StringProperty reason = new SimpleStringProperty("");
    final BooleanProperty ending = new SimpleBooleanProperty();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canEnd;

    private final Kit kit;
    private final Experiments experiments;
    private final LongConsumer reload;
    private final ExperimentWords words;
    private final Channel reading;
    private final Channel foreseeing;
    private final Channel writing;
    private PriceExperiment shown;

    /// @param reload reads the list again and selects an experiment
    ResultsViewModel(Kit kit, Experiments experiments, LongConsumer reload) {
        this.kit = kit;
        this.experiments = experiments;
        this.reload = reload;
        words = new ExperimentWords(kit.texts());
        reading = kit.tasks().latest("experiments.results");
        foreseeing = kit.tasks().latest("experiments.outcome");
        writing = kit.tasks().oneAtATime("experiments.end");
        winner.addListener((value, old, now) -> foresee(now));
        canEnd = Bindings.createBooleanBinding(
                () -> ending.get() && winner.get() != null && !reason.get().isBlank() && !writing.isBusy(),
                ending,
                winner,
                reason,
                writing.busyProperty());
    }

    void show(PriceExperiment experiment) {
        boolean another = shown == null || shown.id() != experiment.id();
        shown = experiment;
        boolean running = experiment.state() == PriceExperiment.State.RUNNING;
        ending.set(running && experiments.mayDecide());
        course.set(course(experiment));
        if (another) {
            rows.clear();
            verdict.set("");
            alarm.set("");
            failure.set(null);
            reason.set("");
            choices(experiment, false);
        }
        open.set(true);
        reading.runUntilAvailable(
                () -> experiments.results(experiment.id()),
                results -> tell(experiment, results),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    /// Groups can win from the horizon on, by the database's clock.
    private void choices(PriceExperiment experiment, boolean judged) {
        List<WinnerChoice> all = new ArrayList<>();
        all.add(new WinnerChoice(Optional.empty(), kit.texts().get("experiments.winner.none")));
        if (judged) {
            experiment.plan().groups().stream()
                    .map(ExperimentPlan.Group::name)
                    .forEach(name -> all.add(
                            new WinnerChoice(Optional.of(name), kit.texts().get("experiments.winner.group", name))));
        }
        winners.setAll(all);
        winner.set(all.getFirst());
    }

    private String course(PriceExperiment experiment) {
        PriceExperiment.Course times = experiment.course();
        String started = kit.times().minute(times.started().orElseThrow());
        String horizon = kit.times().minute(times.horizon().orElseThrow());
        return times.ended()
                .map(at -> kit.texts()
                        .get(
                                "experiments.course.ended",
                                started,
                                horizon,
                                kit.times().minute(at),
                                experiment.winner().orElse(kit.texts().get("experiments.course.nobody"))))
                .orElseGet(() -> kit.texts().get("experiments.course.running", started, horizon));
    }

    void close() {
        open.set(false);
        shown = null;
    }

    void leave() {
        reading.cancel();
        foreseeing.cancel();
    }

    private void tell(PriceExperiment experiment, ExperimentResults results) {
        Instant horizon = experiment.course().horizon().orElseThrow();
        boolean judged = results.until().map(until -> !until.isBefore(horizon)).orElse(false);
        if (judged && winners.size() == 1) {
            choices(experiment, true);
        }
        rows.setAll(results.groups().stream().map(this::row).toList());
        Verdict said = new Verdict(kit, results.groups());
        alarm.set(said.alarm());
        verdict.set(said.sentences(experiment, judged));
    }

    private ResultRow row(GroupResult group) {
        Figures figures = ExperimentStatistics.figures(group);
        return new ResultRow(
                group.group(),
                group.people().exposed(),
                group.people().buyers(),
                group.sales().revenue(),
                figures.conversion().map(words::share).orElse(""),
                figures.revenue().map(words::money).orElse(""),
                new ResultRow.Guards(
                        kit.texts()
                                .get(
                                        "experiments.of",
                                        group.refunds().purchases(),
                                        group.sales().purchases()),
                        kit.texts()
                                .get(
                                        "experiments.of",
                                        group.people().contacting(),
                                        group.people().exposed())));
    }

    private void foresee(WinnerChoice choice) {
        if (choice == null || shown == null) {
            steps.clear();
            return;
        }
        long id = shown.id();
        foreseeing.runUntilAvailable(
                () -> experiments.outcome(id, choice.group()),
                foreseen -> steps.setAll(foreseen.stream().map(this::step).toList()),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private StepRow step(ExperimentStep step) {
        return new StepRow(
                kit.texts().get("experiments.step." + step.kind().name().toLowerCase(Locale.ROOT)),
                step.name(),
                words.offer(step.before()),
                step.after() == null ? kit.texts().get("experiments.step.off") : words.offer(step.after()));
    }

    void end() {
        long id = shown.id();
        Optional<String> chosen = winner.get().group();
        String why = reason.get();
        failure.set(null);
        writing.run(
                () -> experiments.end(id, chosen, why),
                this::ended,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void ended(PriceExperiment experiment) {
        reason.set("");
        reload.accept(experiment.id());
        String text = experiment
                .winner()
                .map(name -> kit.texts().get("experiments.ended.winner", experiment.name(), name))
                .orElseGet(() -> kit.texts().get("experiments.ended", experiment.name()));
        kit.notices().tell(Severity.SUCCESS, text);
    }
}
