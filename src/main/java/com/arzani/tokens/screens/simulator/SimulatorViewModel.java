package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the parts of the screen share: one thing is done at a time, then both lists are read again, and once more when
/// the webhooks have had time to arrive.
public final class SimulatorViewModel {
    private static final int SHOWN = 50;
    private static final Duration WEBHOOKS_TAKE = Duration.ofMillis(1500);

    final KeyList<ThingRow, String> things;
    final KeyList<EventRow, String> events;
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanProperty elsewhere = new SimpleBooleanProperty();

    private final Kit kit;
    private final SimulatorDesk desk;
    private final Optional<URI> website;
    private final Channel doing;
    private final Channel later;
    private final Channel looking;

    /// @param website a page that stands for the marketplace's own
    public SimulatorViewModel(Kit kit, SimulatorDesk desk, Optional<URI> website) {
        this.kit = kit;
        this.desk = desk;
        this.website = website;
        doing = kit.tasks().oneAtATime("simulator.do");
        later = kit.tasks().latest("simulator.later");
        looking = kit.tasks().latest("simulator.where");
        things = new KeyList<>(kit.tasks().latest("simulator.things"), kit.failures(), ThingRow::id);
        events = new KeyList<>(kit.tasks().latest("simulator.events"), kit.failures(), EventRow::id);
        // The lists come back by themselves when the other console has gone.
        things.stateProperty().addListener((value, old, state) -> {
            if (state == KeyList.State.END) {
                elsewhere.set(false);
            }
        });
    }

    Kit kit() {
        return kit;
    }

    boolean hasWebsite() {
        return website.isPresent();
    }

    void openWebsite() {
        website.ifPresent(kit.desktop()::browse);
    }

    ReadOnlyBooleanProperty busy() {
        return doing.busyProperty();
    }

    void load() {
        looking.run(desk::runsHere, here -> elsewhere.set(!here), thrown -> elsewhere.set(true));
        things.load((after, most) -> Page.of(
                desk.simulator().recent(SHOWN).stream()
                        .map(thing -> ThingRow.of(thing, kit.texts()))
                        .toList(),
                null));
        events.load((after, most) -> Page.of(
                desk.simulator().webhooks().recent(SHOWN).stream()
                        .map(sent -> EventRow.of(sent, kit.texts()))
                        .toList(),
                null));
    }

    /// Does one thing off the FX thread and tells of it.
    ///
    /// @param words what to say when it is done; empty says nothing
    <T> void perform(Function<SimulatorDesk, T> work, Function<T, String> words) {
        failure.set(null);
        doing.run(
                () -> work.apply(desk),
                done -> {
                    tell(words.apply(done));
                    refresh();
                },
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    refresh();
                });
    }

    private void tell(String words) {
        if (!words.isEmpty()) {
            kit.notices().tell(Severity.SUCCESS, words);
        }
    }

    void refresh() {
        load();
        later.runAfter(WEBHOOKS_TAKE, () -> true, waited -> load(), thrown -> {});
    }

    /// Sends the event once more.
    void redeliver(EventRow row) {
        String id = row.id();
        perform(
                at -> at.simulator().webhooks().redeliver(id),
                answers -> kit.texts().get("simulator.redelivered", answers.isEmpty() ? "-" : answers.getFirst()));
    }

    void leave() {
        later.cancel();
        looking.cancel();
    }
}
