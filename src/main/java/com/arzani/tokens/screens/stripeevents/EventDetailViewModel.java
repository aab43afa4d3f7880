package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventStatus;
import com.arzani.tokens.payments.inbox.KeptEvent;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The chosen event: its state and cause, what it changed, what Stripe sent, and its replay.
final class EventDetailViewModel {
    /// Characters of a reason, as the database takes them.
    static final int REASON_MAX = 2_000;

    final ObjectProperty<KeptEvent> event = new SimpleObjectProperty<>();
    final StringProperty payload = new SimpleStringProperty("");
    final StringProperty reason = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding mayReplay;
    final BooleanBinding canReplay;

    private final Kit kit;
    private final StripeEventServices services;
    private final EventWords words;
    private final ObjectMapper json = new ObjectMapper();
    private final Channel reading;
    private final Channel loading;
    private final Channel replaying;
    private Runnable onReplayed = () -> {};

    EventDetailViewModel(Kit kit, StripeEventServices services, EventWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        reading = kit.tasks().latest("stripeevents.detail");
        loading = kit.tasks().latest("stripeevents.payload");
        replaying = kit.tasks().oneAtATime("stripeevents.replay");
        mayReplay = Bindings.createBooleanBinding(
                () -> services.mayReplay() && event.get() != null && replayable(event.get()), event);
        canReplay = Bindings.createBooleanBinding(
                () -> mayReplay.get()
                        && !reason.get().isBlank()
                        && reasonProblem().isEmpty()
                        && !replaying.isBusy(),
                mayReplay,
                reason,
                replaying.busyProperty());
    }

    private static boolean replayable(KeptEvent kept) {
        return kept.work().status() != EventStatus.RECEIVED;
    }

    void onReplayed(Runnable listener) {
        onReplayed = listener;
    }

    /// Shows an event; what was typed for another one is put aside.
    void choose(KeptEvent chosen) {
        KeptEvent before = event.get();
        event.set(chosen);
        if (before == null || before.id() != chosen.id()) {
            reason.set("");
            failure.set(null);
            payload.set("");
            long id = chosen.id();
            loading.runUntilAvailable(
                    () -> pretty(services.desk().payload(id)),
                    payload::set,
                    thrown -> failure.set(kit.failures().describe(thrown)));
        }
    }

    void close() {
        event.set(null);
    }

    /// Reads the shown event again.
    void reload() {
        KeptEvent shown = event.get();
        if (shown != null) {
            long id = shown.id();
            reading.run(() -> services.desk().event(id), found -> found.ifPresent(this::again), thrown -> {});
        }
    }

    private void again(KeptEvent now) {
        if (event.get() != null && event.get().id() == now.id()) {
            event.set(now);
        }
    }

    private String pretty(String raw) {
        try {
            return SafeText.block(json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(raw)));
        } catch (JsonProcessingException notJson) {
            return SafeText.block(raw);
        }
    }

    EventWords words() {
        return words;
    }

    String reasonProblem() {
        int length = reason.get().length();
        return length <= REASON_MAX ? "" : kit.texts().get("stripeevents.reason.long", length, REASON_MAX);
    }

    void replay() {
        long id = event.get().id();
        String type = event.get().event().type();
        String why = reason.get();
        failure.set(null);
        replaying.run(
                () -> {
                    services.desk().replay(id, why);
                    return id;
                },
                done -> replayed(type),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void replayed(String type) {
        reason.set("");
        kit.notices().tell(Severity.SUCCESS, kit.texts().get("stripeevents.replayed", type));
        onReplayed.run();
    }

    void openOrder() {
        event.get().changed().order().ifPresent(order -> kit.navigator().open(Places.transactionsOfOrder(order)));
    }

    void openEntry(long entryId) {
        kit.navigator().open(Places.entry(entryId));
    }

    void copyEventId() {
        copy(event.get().event().id());
    }

    void copyObjectId() {
        copy(event.get().event().objectId());
    }

    private void copy(String id) {
        kit.desktop().copy(id);
        kit.notices().tell(Severity.INFO, kit.texts().get("stripeevents.copied", id));
    }
}
