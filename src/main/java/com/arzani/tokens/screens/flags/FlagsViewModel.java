package com.arzani.tokens.screens.flags;

import com.arzani.tokens.market.FeatureFlag;
import com.arzani.tokens.market.FeatureFlags;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The flags, the history of the chosen one, its form and its check.
public final class FlagsViewModel {
    final ObservableList<FlagRow> rows = FXCollections.observableArrayList();
    final ObservableList<FlagRow> history = FXCollections.observableArrayList();
    final ObjectProperty<FlagRow> selected = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final FlagFormViewModel form;
    final FlagCheckViewModel check;

    private final Kit kit;
    private final FeatureFlags flags;
    private final FlagWords words;
    private final Channel reading;
    private final Channel past;

    public FlagsViewModel(Kit kit, FeatureFlags flags) {
        this.kit = kit;
        this.flags = flags;
        words = new FlagWords(kit.texts());
        reading = kit.tasks().latest("flags.list");
        past = kit.tasks().latest("flags.history");
        form = new FlagFormViewModel(kit, flags, this::load);
        check = new FlagCheckViewModel(kit, flags);
        selected.addListener((value, old, row) -> show(old, row));
    }

    /// What the controllers of the form and the check are made with.
    public FlagFormViewModel form() {
        return form;
    }

    public FlagCheckViewModel check() {
        return check;
    }

    void load() {
        reading.runUntilAvailable(
                flags::all, this::apply, thrown -> failure.set(kit.failures().describe(thrown)));
        form.readPlans();
    }

    void leave() {
        reading.cancel();
        past.cancel();
        form.leave();
        check.leave();
    }

    private void apply(List<FeatureFlag> all) {
        failure.set(null);
        String name = selected.get() == null ? "" : selected.get().flag().name();
        List<FlagRow> now =
                all.stream().map(flag -> FlagRow.of(flag, words, "")).toList();
        FlagRow before = selected.get();
        rows.setAll(now);
        selected.set(now.stream()
                .filter(row -> row.flag().name().equals(name))
                .findFirst()
                .orElse(now.isEmpty() ? null : now.getFirst()));
        if (selected.get() != null && selected.get().equals(before)) {
            // The flag is as it was; who is in may not be.
            show(before, selected.get());
        }
    }

    private void show(FlagRow old, FlagRow row) {
        if (row == null) {
            history.clear();
            return;
        }
        FeatureFlag flag = row.flag();
        form.show(flag);
        check.show(flag);
        if (old == null || !old.flag().name().equals(flag.name())) {
            history.clear();
        }
        past.runUntilAvailable(
                () -> flags.history(flag.name()),
                versions -> history.setAll(told(versions)),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    /// Versions with what each changed of the one before.
    private List<FlagRow> told(List<FeatureFlag> versions) {
        List<FlagRow> told = new ArrayList<>();
        for (int place = 0; place < versions.size(); place++) {
            FeatureFlag version = versions.get(place);
            String change = place + 1 == versions.size()
                    ? kit.texts().get("flags.change.first")
                    : String.join("; ", words.changes(versions.get(place + 1).setting(), version.setting()));
            told.add(FlagRow.of(version, words, change));
        }
        return told;
    }
}
