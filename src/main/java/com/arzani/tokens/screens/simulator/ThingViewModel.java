package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.simulator.Thing;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What can happen to the chosen object.
public final class ThingViewModel {
    /// Why a bank takes money back, in Stripe's words.
    static final List<String> REASONS = List.of(
            "fraudulent",
            "product_not_received",
            "product_unacceptable",
            "duplicate",
            "credit_not_processed",
            "unrecognized",
            "general");

    final ObjectProperty<ThingRow> selected = new SimpleObjectProperty<>();
    final StringProperty amount = new SimpleStringProperty("");
    final ObjectProperty<String> reason = new SimpleObjectProperty<>(REASONS.getFirst());
    final StringBinding amountProblem;

    private final SimulatorViewModel screen;
    private final Texts texts;
    private Thing suggestedFor;

    public ThingViewModel(SimulatorViewModel screen) {
        this.screen = screen;
        this.texts = screen.kit().texts();
        amountProblem = Bindings.createStringBinding(this::describeAmount, amount, selected);
        selected.addListener((value, old, row) -> {
            if (row != null) {
                suggest(row.thing());
            }
        });
    }

    /// A list that was read again chooses its row again: what was typed stays, unless the object has changed.
    private void suggest(Thing chosen) {
        if (!chosen.equals(suggestedFor)) {
            suggestedFor = chosen;
            amount.set(pounds(chosen.leftPence()));
        }
    }

    private static String pounds(long pence) {
        return pence / 100 + "." + String.format(java.util.Locale.ROOT, "%02d", pence % 100);
    }

    private Thing thing() {
        return selected.get() == null ? null : selected.get().thing();
    }

    /// Whether the action fits the chosen object.
    boolean fits(ThingAction action) {
        return ThingAction.fitting(thing()).test(action);
    }

    boolean anyTakesAmount() {
        return fits(ThingAction.REFUND);
    }

    BooleanBinding can(ThingAction action) {
        return Bindings.createBooleanBinding(
                () -> fits(action) && !screen.busy().get() && (!action.takesAmount() || pence() > 0),
                selected,
                amount,
                screen.busy());
    }

    /// What was typed, or 0 if it is no amount that fits.
    private long pence() {
        long typed = Digits.parsePounds(amount.get()).orElse(0);
        return thing() != null && typed <= thing().pence() ? typed : 0;
    }

    private String describeAmount() {
        if (!anyTakesAmount() || pence() > 0) {
            return "";
        }
        return texts.get("simulator.amount.wrong", new Pence(thing().pence()).toString());
    }

    /// Says which object the actions are about.
    String heading() {
        return thing() == null
                ? texts.get("simulator.thing.none")
                : texts.get("simulator.thing.chosen", selected.get().kind(), thing().id());
    }

    void apply(ThingAction action) {
        Thing about = thing();
        if (!can(action).get()) {
            return;
        }
        ThingAction.With with = new ThingAction.With(pence(), reason.get());
        screen.perform(
                desk -> action.apply(desk.simulator(), about, with),
                id -> texts.get("simulator.done." + action.word(), new Pence(with.pence()).toString(), id));
    }
}
