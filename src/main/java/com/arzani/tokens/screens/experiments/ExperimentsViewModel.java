package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The experiments; the chosen one is a draft to edit, or has results.
public final class ExperimentsViewModel {
    final ObservableList<ExperimentRow> rows = FXCollections.observableArrayList();
    final ObjectProperty<ExperimentRow> selected = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final boolean mayDecide;
    final DraftViewModel draft;
    final ResultsViewModel results;

    private final Kit kit;
    private final Experiments experiments;
    private final ExperimentWords words;
    private final Channel reading;

    public ExperimentsViewModel(Kit kit, Experiments experiments, FeatureFlags flags) {
        this.kit = kit;
        this.experiments = experiments;
        mayDecide = experiments.mayDecide();
        words = new ExperimentWords(kit.texts());
        reading = kit.tasks().latest("experiments.list");
        draft = new DraftViewModel(kit, experiments, flags::plans, this::loadAndSelect);
        results = new ResultsViewModel(kit, experiments, this::loadAndSelect);
        selected.addListener((value, old, row) -> show(row));
    }

    /// What the draft's controller is made with.
    public DraftViewModel draft() {
        return draft;
    }

    /// What the results' controller is made with.
    public ResultsViewModel results() {
        return results;
    }

    void load() {
        loadAndSelect(selected.get() == null ? 0 : selected.get().experiment().id());
        draft.readChoices();
    }

    private void loadAndSelect(long id) {
        reading.runUntilAvailable(
                experiments::all,
                all -> apply(all, id),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void leave() {
        reading.cancel();
        draft.leave();
        results.leave();
    }

    private void apply(List<PriceExperiment> all, long id) {
        failure.set(null);
        boolean writing = draft.isNew();
        rows.setAll(all.stream().map(this::row).toList());
        ExperimentRow chosen = rows.stream()
                .filter(row -> row.experiment().id() == id)
                .findFirst()
                .orElse(rows.isEmpty() ? null : rows.getFirst());
        ExperimentRow before = selected.get();
        selected.set(writing && id == 0 ? null : chosen);
        if (selected.get() != null && selected.get().equals(before)) {
            // Nothing about it changed, but what it came to may have.
            show(selected.get());
        }
    }

    private ExperimentRow row(PriceExperiment experiment) {
        ExperimentPlan plan = experiment.plan();
        return new ExperimentRow(
                experiment,
                words.state(experiment.state()),
                kit.texts().get("experiments.traffic", words.percent(plan.traffic()), words.plans(plan.buyerPlans())),
                plan.groups().stream().map(ExperimentPlan.Group::name).collect(Collectors.joining(", ")),
                experiment.winner().orElse(""));
    }

    /// An empty draft.
    void create() {
        selected.set(null);
        draft.begin();
    }

    private void show(ExperimentRow row) {
        if (row == null) {
            draft.close();
            results.close();
        } else if (row.experiment().state() == PriceExperiment.State.DRAFT) {
            results.close();
            draft.show(row.experiment());
        } else {
            draft.close();
            results.show(row.experiment());
        }
    }
}
