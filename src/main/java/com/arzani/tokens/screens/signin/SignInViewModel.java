package com.arzani.tokens.screens.signin;

import com.arzani.tokens.screens.signin.Entrance.Guest;
import com.arzani.tokens.screens.signin.Entrance.Place;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Signing in: first the chosen place is made ready, then a person enters. A refusal keeps the typed login and clears
/// the password.
public final class SignInViewModel<S> {
    final ObjectProperty<Place> place = new SimpleObjectProperty<>();
    final StringProperty login = new SimpleStringProperty("");
    final StringProperty password = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canEnter;

    private final Kit kit;
    private final Entrance<S> entrance;
    private final Consumer<S> entered;
    private final Channel preparing;
    private final Channel entering;
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();

    /// @param entered gets what the sign-in handed on, on the FX thread
    public SignInViewModel(Kit kit, Entrance<S> entrance, Consumer<S> entered) {
        this.kit = kit;
        this.entrance = entrance;
        this.entered = entered;
        preparing = kit.tasks().latest("signin.prepare");
        entering = kit.tasks().oneAtATime("signin.enter");
        canEnter =
                ready.and(entering.busyProperty().not()).and(login.isNotEmpty()).and(password.isNotEmpty());
        place.addListener((value, old, now) -> prepare());
    }

    List<Place> places() {
        return entrance.places();
    }

    List<String> warnings() {
        return entrance.warnings();
    }

    /// Chooses the first place, which begins to be made ready.
    void begin() {
        if (place.get() == null) {
            place.set(entrance.places().getFirst());
        }
    }

    /// Makes the chosen place ready (again).
    void prepare() {
        Place chosen = place.get();
        ready.set(false);
        failure.set(null);
        preparing.runReporting(
                progress -> {
                    entrance.prepare(chosen, progress);
                    return chosen;
                },
                done -> ready.set(true),
                this::refuse);
    }

    void enterAs(Guest guest) {
        Place chosen = place.get();
        enter(() -> entrance.enterAs(chosen, guest));
    }

    void enter() {
        Place chosen = place.get();
        String name = login.get().strip();
        char[] secret = password.get().toCharArray();
        enter(() -> {
            try {
                return entrance.enter(chosen, name, secret);
            } finally {
                Arrays.fill(secret, '\0');
            }
        });
    }

    private void enter(Callable<S> way) {
        failure.set(null);
        entering.run(
                way,
                session -> {
                    password.set("");
                    entered.accept(session);
                },
                thrown -> {
                    password.set("");
                    refuse(thrown);
                });
    }

    private void refuse(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
    }

    /// What "Try again" does: makes the place ready if it is not.
    void tryAgain() {
        failure.set(null);
        if (!ready.get()) {
            prepare();
        }
    }

    /// True while a person may enter.
    ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    Channel preparing() {
        return preparing;
    }

    Channel entering() {
        return entering;
    }
}
