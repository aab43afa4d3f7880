package com.arzani.tokens.screens.flags;

import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.market.FeatureReach;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/// Changes one flag. It shows what the change does, in users, before it is made; who comes second sees what the first
/// did and decides again on top of it (F5).
public final class FlagFormViewModel {
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,2})?");
    private static final Duration TYPING = Duration.ofMillis(300);

    final BooleanProperty enabled = new SimpleBooleanProperty();
    final StringProperty percentage = new SimpleStringProperty("");
    final StringProperty reason = new SimpleStringProperty("");
    final ObservableList<PlanChoice> plans = FXCollections.observableArrayList();
    final ReadOnlyStringWrapper percentageProblem = new ReadOnlyStringWrapper("");
    final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    /// What would change, a line each; empty while nothing does.
    final ReadOnlyStringWrapper changes = new ReadOnlyStringWrapper("");
    /// Who is in, and who would be.
    final ReadOnlyStringWrapper reach = new ReadOnlyStringWrapper("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final boolean mayChange;
    final BooleanBinding canChange;
    /// Whether the form says something else than the flag, or nothing that makes sense.
    final BooleanBinding typed;

    private final Kit kit;
    private final FeatureFlags flags;
    private final FlagWords words;
    private final Runnable reload;
    private final Channel writing;
    private final Channel counting;
    private final Channel planning;
    private final ObjectProperty<FeatureFlag> flag = new SimpleObjectProperty<>();
    private boolean filling;

    /// @param reload reads the flags again
    FlagFormViewModel(Kit kit, FeatureFlags flags, Runnable reload) {
        this.kit = kit;
        this.flags = flags;
        this.reload = reload;
        words = new FlagWords(kit.texts());
        mayChange = flags.mayChange();
        writing = kit.tasks().oneAtATime("flags.change");
        counting = kit.tasks().latest("flags.reach");
        planning = kit.tasks().latest("flags.plans");
        typed = changes.isNotEmpty().or(percentageProblem.isNotEmpty());
        enabled.addListener((value, old, now) -> judge());
        percentage.addListener((value, old, now) -> judge());
        canChange = Bindings.createBooleanBinding(
                () -> mayChange && !changes.get().isEmpty() && !reason.get().isBlank() && !writing.isBusy(),
                changes,
                reason,
                writing.busyProperty());
    }

    /// Reads which plans there are.
    void readPlans() {
        planning.runUntilAvailable(
                flags::plans,
                this::showPlans,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void showPlans(Map<String, Long> found) {
        List<String> chosen = chosenPlans();
        Map<String, Long> all = new TreeMap<>(found);
        // A plan that nobody has any more stays visible while the flag names it.
        chosen.forEach(plan -> all.putIfAbsent(plan, 0L));
        if (flag.get() != null) {
            flag.get().setting().buyerPlans().forEach(plan -> all.putIfAbsent(plan, 0L));
        }
        plans.setAll(all.entrySet().stream()
                .map(plan ->
                        PlanChoice.of(plan.getKey(), kit.texts().get("flags.plan", plan.getKey(), plan.getValue())))
                .toList());
        List<String> marked =
                chosen.isEmpty() && flag.get() != null ? flag.get().setting().buyerPlans() : chosen;
        mark(marked);
        plans.forEach(plan -> plan.chosen().addListener((value, old, now) -> judge()));
        judge();
    }

    private List<String> chosenPlans() {
        return plans.stream()
                .filter(plan -> plan.chosen().get())
                .map(PlanChoice::plan)
                .toList();
    }

    private void mark(List<String> chosen) {
        plans.forEach(plan -> plan.chosen().set(chosen.contains(plan.plan())));
    }

    /// Shows a flag. What was typed for the same flag stays, and is compared with the newer version.
    void show(FeatureFlag next) {
        FeatureFlag old = flag.get();
        boolean kept = old != null && old.name().equals(next.name()) && typed.get();
        flag.set(next);
        about.set(words.about(next.name()));
        if (!kept) {
            fill(next.setting());
            reason.set("");
            failure.set(null);
        }
        judge();
    }

    private void fill(FeatureFlag.Setting setting) {
        filling = true;
        enabled.set(setting.enabled());
        percentage.set(setting.percentage().stripTrailingZeros().toPlainString());
        mark(setting.buyerPlans());
        filling = false;
    }

    /// Puts the form back to what is in force.
    void reset() {
        fill(flag.get().setting());
        reason.set("");
        failure.set(null);
        judge();
    }

    private void judge() {
        if (filling || flag.get() == null) {
            return;
        }
        FeatureFlag seen = flag.get();
        FeatureFlag.Setting wanted = wanted();
        percentageProblem.set(wanted == null ? kit.texts().get("problem.flag_percentage_out_of_range") : "");
        changes.set(wanted == null ? "" : String.join("\n", words.changes(seen.setting(), wanted)));
        FeatureFlag.Setting counted = wanted == null ? seen.setting() : wanted;
        reach.set(kit.texts().get("flags.reach.counting"));
        counting.runAfter(
                TYPING,
                () -> flags.reach(seen.name(), counted),
                this::tell,
                thrown -> reach.set(kit.failures().describe(thrown).text()));
    }

    private FeatureFlag.Setting wanted() {
        String typed = percentage.get().strip();
        if (!PERCENT.matcher(typed).matches() || new BigDecimal(typed).compareTo(FlagWords.ALL) > 0) {
            return null;
        }
        return new FeatureFlag.Setting(enabled.get(), new BigDecimal(typed), chosenPlans());
    }

    private void tell(FeatureReach counted) {
        reach.set(
                changes.get().isEmpty()
                        ? kit.texts().get("flags.reach.now", counted.nowIn(), counted.users())
                        : kit.texts()
                                .get(
                                        "flags.reach.then",
                                        counted.nowIn(),
                                        counted.users(),
                                        counted.thenIn(),
                                        counted.entering(),
                                        counted.leaving()));
    }

    void change() {
        FeatureFlag seen = flag.get();
        FeatureFlag.Setting wanted = wanted();
        String why = reason.get();
        failure.set(null);
        writing.run(() -> flags.change(seen, wanted, why), made -> changed(seen, made), this::refused);
    }

    private void changed(FeatureFlag before, FeatureFlag made) {
        changes.set("");
        reason.set("");
        reload.run();
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("flags.changed", words.feature(made.name()), made.version()),
                        kit.texts().get("flags.changed.back"),
                        () -> restore(made, before.setting()));
    }

    /// The way back: the earlier setting in the form, which needs a reason of its own.
    private void restore(FeatureFlag made, FeatureFlag.Setting earlier) {
        if (flag.get().name().equals(made.name())) {
            fill(earlier);
            judge();
        }
    }

    private void refused(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
        if (thrown instanceof Conflict) {
            // The list brings the other's version; what is typed stays and is compared with it.
            reload.run();
        }
    }

    void leave() {
        counting.cancel();
        planning.cancel();
    }
}
