package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.ExperimentPlan;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/// A group as typed.
final class DraftGroup {
    final StringProperty name = new SimpleStringProperty("");
    final StringProperty weight = new SimpleStringProperty("1");
    /// What it offers, by id; empty for the standard packages.
    final ObservableSet<Long> packages = FXCollections.observableSet(new TreeSet<>());

    DraftGroup(String name) {
        this.name.set(name);
    }

    static DraftGroup of(ExperimentPlan.Group group) {
        DraftGroup draft = new DraftGroup(group.name());
        draft.weight.set(Integer.toString(group.weight()));
        draft.packages.addAll(group.packageIds());
        return draft;
    }

    boolean weighs() {
        return weight.get().strip().matches("[1-9][0-9]{0,2}");
    }

    /// What it offers, in the order customers see it.
    ///
    /// @param order every package that may be offered, in the order they are shown
    List<Long> offered(List<Long> order) {
        Set<Long> gone = new TreeSet<>(packages);
        gone.removeAll(order);
        List<Long> ids = new java.util.ArrayList<>(
                order.stream().filter(packages::contains).toList());
        ids.addAll(gone);
        return ids;
    }

    ExperimentPlan.Group group(List<Long> order) {
        return new ExperimentPlan.Group(
                name.get().strip(), Integer.parseInt(weight.get().strip()), offered(order));
    }
}
