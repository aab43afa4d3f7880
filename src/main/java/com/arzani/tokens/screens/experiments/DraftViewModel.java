package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentPlan;
import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.GroupPackage;
import com.arzani.tokens.catalog.PriceExperiment;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

/// Edits a draft: name, who takes part, groups with their packages, and for how long; then starts it. Who comes second
/// sees the draft as the first left it, with their own text kept (F5).
public final class DraftViewModel {
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,2})?");

    final BooleanProperty open = new SimpleBooleanProperty();
    final StringProperty name = new SimpleStringProperty("");
    final StringProperty traffic = new SimpleStringProperty("100");
    final StringProperty plans = new SimpleStringProperty("");
    final StringProperty days = new SimpleStringProperty("14");
    final StringProperty reason = new SimpleStringProperty("");
    final ObservableList<DraftGroup> groups = FXCollections.observableArrayList(
            group -> new javafx.beans.Observable[] {group.name, group.weight, group.packages});
    final ObjectProperty<DraftGroup> group = new SimpleObjectProperty<>();
    /// What groups may offer.
    final ObservableList<GroupPackage> candidates = FXCollections.observableArrayList();
    final ReadOnlyStringWrapper plansHint = new ReadOnlyStringWrapper("");
    /// The draft as somebody else left it; empty unless a save met that.
    final ReadOnlyStringWrapper theirs = new ReadOnlyStringWrapper("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final GroupPackageViewModel made;
    final BooleanBinding canSave;
    final BooleanBinding canStart;
    final BooleanBinding canDiscard;
    final Channel writing;

    private final Kit kit;
    private final Experiments experiments;
    private final Supplier<Map<String, Long>> planCounts;
    private final LongConsumer reload;
    private final ExperimentWords words;
    private final Channel reading;
    private final Channel starting;
    private final ObjectProperty<PriceExperiment> seen = new SimpleObjectProperty<>();

    /// @param reload reads the list again and selects an experiment
    DraftViewModel(Kit kit, Experiments experiments, Supplier<Map<String, Long>> plans, LongConsumer reload) {
        this.kit = kit;
        this.experiments = experiments;
        this.reload = reload;
        planCounts = plans;
        words = new ExperimentWords(kit.texts());
        reading = kit.tasks().latest("experiments.choices");
        writing = kit.tasks().oneAtATime("experiments.draft");
        starting = kit.tasks().oneAtATime("experiments.start");
        made = new GroupPackageViewModel(kit, experiments, this);
        canSave = Bindings.createBooleanBinding(
                () -> experiments.mayDecide() && open.get() && fits() && !writing.isBusy(),
                open,
                name,
                traffic,
                groups,
                writing.busyProperty());
        canStart = canSave.and(Bindings.createBooleanBinding(
                () -> !reason.get().isBlank() && dayCount().isPresent(), reason, days));
        canDiscard = Bindings.createBooleanBinding(
                () -> experiments.mayDecide() && seen.get() != null && !writing.isBusy(), seen, writing.busyProperty());
    }

    private boolean fits() {
        return !name.get().isBlank()
                && PERCENT.matcher(traffic.get().strip()).matches()
                && groups.size() >= 2
                && groups.stream().allMatch(DraftGroup::weighs);
    }

    private OptionalLong dayCount() {
        OptionalLong count = Digits.parse(days.get().strip());
        return count.isPresent() && count.getAsLong() >= 1 && count.getAsLong() <= 366 ? count : OptionalLong.empty();
    }

    boolean isNew() {
        return open.get() && seen.get() == null;
    }

    /// Reads the packages and plans there are.
    void readChoices() {
        reading.runUntilAvailable(
                () -> Map.entry(experiments.packages(), planCounts.get()),
                found -> {
                    candidates.setAll(found.getKey());
                    plansHint.set(kit.texts()
                            .get(
                                    "experiments.draft.plans.hint",
                                    String.join(", ", found.getValue().keySet())));
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    Map<Long, GroupPackage> known() {
        Map<Long, GroupPackage> known = new LinkedHashMap<>();
        candidates.forEach(each -> known.put(each.id(), each));
        return known;
    }

    void begin() {
        seen.set(null);
        fill(new ExperimentPlan("", new BigDecimal(100), List.of(), List.of()));
        groups.setAll(new DraftGroup("control"), new DraftGroup("variant_a"));
        group.set(groups.getLast());
        reason.set("");
        open.set(true);
    }

    /// Shows a draft; what is typed for the same one stays.
    void show(PriceExperiment draft) {
        PriceExperiment old = seen.get();
        boolean typed = open.get() && old != null && old.id() == draft.id() && !same(old);
        seen.set(draft);
        if (!typed) {
            fill(draft.plan());
        }
        open.set(true);
    }

    private boolean same(PriceExperiment old) {
        return fits() && plan().equals(old.plan());
    }

    private void fill(ExperimentPlan plan) {
        name.set(plan.name());
        traffic.set(plan.traffic().stripTrailingZeros().toPlainString());
        plans.set(String.join(", ", plan.buyerPlans()));
        groups.setAll(plan.groups().stream().map(DraftGroup::of).toList());
        group.set(groups.isEmpty() ? null : groups.getLast());
        failure.set(null);
        theirs.set("");
    }

    void close() {
        open.set(false);
        seen.set(null);
    }

    void leave() {
        reading.cancel();
    }

    private List<Long> order() {
        return candidates.stream().map(GroupPackage::id).toList();
    }

    /// What a group offers, in the order customers see it.
    List<Long> offered(DraftGroup each) {
        return each.offered(order());
    }

    private ExperimentPlan plan() {
        List<Long> order = order();
        List<String> audience = java.util.Arrays.stream(plans.get().split(","))
                .map(String::strip)
                .filter(plan -> !plan.isEmpty())
                .toList();
        return new ExperimentPlan(
                name.get().strip(),
                new BigDecimal(traffic.get().strip()).setScale(2),
                audience,
                groups.stream().map(each -> each.group(order)).toList());
    }

    void addGroup() {
        DraftGroup added = new DraftGroup("variant_" + (char) ('a' + groups.size() - 1));
        groups.add(added);
        group.set(added);
    }

    /// The first group stays: the others are compared with it.
    void removeGroup() {
        if (groups.indexOf(group.get()) > 0) {
            groups.remove(group.get());
            group.set(groups.getLast());
        }
    }

    void save() {
        Optional<PriceExperiment> draft = Optional.ofNullable(seen.get());
        ExperimentPlan plan = plan();
        failure.set(null);
        writing.run(() -> experiments.save(draft, plan), this::saved, this::refused);
    }

    private void saved(PriceExperiment draft) {
        theirs.set("");
        seen.set(draft);
        fill(draft.plan());
        reload.accept(draft.id());
        kit.notices().tell(Severity.SUCCESS, kit.texts().get("experiments.draft.saved", draft.name()));
    }

    /// Saves what is typed, and starts that.
    void start() {
        Optional<PriceExperiment> draft = Optional.ofNullable(seen.get());
        ExperimentPlan plan = plan();
        Instant horizon = kit.clock().instant().plus(Duration.ofDays(dayCount().orElseThrow()));
        String why = reason.get();
        failure.set(null);
        writing.run(
                () -> experiments.save(draft, plan),
                saved -> {
                    seen.set(saved);
                    startSaved(saved, horizon, why);
                },
                this::refused);
    }

    private void startSaved(PriceExperiment saved, Instant horizon, String why) {
        starting.run(() -> experiments.start(saved, horizon, why), this::started, this::refused);
    }

    private void started(PriceExperiment running) {
        close();
        reload.accept(running.id());
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts()
                                .get(
                                        "experiments.started",
                                        running.name(),
                                        kit.times()
                                                .minute(running.course()
                                                        .horizon()
                                                        .orElseThrow())));
    }

    void discard() {
        PriceExperiment draft = seen.get();
        ExperimentPlan typed = draft.plan();
        failure.set(null);
        writing.run(
                () -> {
                    experiments.discard(draft);
                    return typed;
                },
                this::discarded,
                this::refused);
    }

    private void discarded(ExperimentPlan plan) {
        close();
        reload.accept(0);
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("experiments.draft.discarded", plan.name()),
                        kit.texts().get("experiments.draft.restore"),
                        () -> {
                            begin();
                            fill(plan);
                        });
    }

    private void refused(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
        PriceExperiment draft = seen.get();
        if (draft != null) {
            reading.runUntilAvailable(
                    () -> experiments.find(draft.id()), now -> follow(now, thrown instanceof Conflict), gone -> {});
        }
    }

    /// Goes on from the draft as it is now: what is typed stays, and the next save puts it over that, knowingly.
    private void follow(Optional<PriceExperiment> now, boolean tell) {
        if (now.isEmpty() || now.get().state() != PriceExperiment.State.DRAFT) {
            seen.set(null);
            return;
        }
        seen.set(now.get());
        if (tell) {
            theirs.set(kit.texts()
                    .get(
                            "experiments.draft.theirs",
                            now.get().course().changedBy(),
                            words.plan(now.get().plan(), known())));
        }
    }
}
