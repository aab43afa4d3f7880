package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.ContactDetails;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The audited look at one user's e-mail and phone. What is revealed is forgotten with the user, the screen or "Hide".
public final class RevealViewModel {
    private static final int REASON_MAX = 2000;

    final BooleanProperty asking = new SimpleBooleanProperty();
    final StringProperty reason = new SimpleStringProperty("");
    final StringProperty reasonProblem = new SimpleStringProperty("");
    final ObjectProperty<ContactDetails> details = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canReveal;

    private final Kit kit;
    private final UserServices services;
    private final Channel revealing;
    private long userId;

    public RevealViewModel(Kit kit, UserServices services) {
        this.kit = kit;
        this.services = services;
        revealing = kit.tasks().oneAtATime("users.reveal");
        reason.addListener((value, old, text) -> reasonProblem.set(
                text.strip().length() > REASON_MAX
                        ? kit.texts().get("users.reveal.too_long", text.strip().length())
                        : ""));
        canReveal = Bindings.createBooleanBinding(
                () -> !reason.get().isBlank() && reasonProblem.get().isEmpty() && !revealing.isBusy(),
                reason,
                reasonProblem,
                revealing.busyProperty());
    }

    boolean allowed() {
        return services.users().mayReveal();
    }

    void open(long id) {
        userId = id;
        hide();
    }

    /// Begins to ask for a reason.
    void ask() {
        asking.set(true);
    }

    void hide() {
        asking.set(false);
        reason.set("");
        details.set(null);
        failure.set(null);
    }

    void reveal() {
        long id = userId;
        String why = reason.get();
        failure.set(null);
        revealing.run(
                () -> services.users().reveal(id, why),
                shown -> {
                    // Someone else may be open by now.
                    if (id == userId && asking.get()) {
                        asking.set(false);
                        reason.set("");
                        details.set(shown);
                    }
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void copy(String text) {
        kit.desktop().copy(text);
    }
}
