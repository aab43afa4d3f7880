package com.arzani.tokens.screens.signin;

import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.Arrays;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Choosing a new password of one's own, typed twice.
public final class NewPasswordViewModel {
    final StringProperty password = new SimpleStringProperty("");
    final StringProperty again = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final StringBinding passwordProblem;
    final StringBinding againProblem;
    final BooleanBinding canSave;

    private final Kit kit;
    private final OwnAccess access;
    private final Channel saving;
    private final Runnable saved;

    /// @param saved told on the FX thread once the server has the new one
    public NewPasswordViewModel(Kit kit, OwnAccess access, Runnable saved) {
        this.kit = kit;
        this.access = access;
        this.saved = saved;
        saving = kit.tasks().oneAtATime("signin.password");
        passwordProblem = Bindings.createStringBinding(
                () -> password.get().isEmpty() || longEnough()
                        ? ""
                        : kit.texts().get("signin.password.short", OwnAccess.PASSWORD_MIN),
                password);
        againProblem = Bindings.createStringBinding(
                () -> again.get().isEmpty() || again.get().equals(password.get())
                        ? ""
                        : kit.texts().get("signin.password.differs"),
                password,
                again);
        canSave = Bindings.createBooleanBinding(
                () -> longEnough() && again.get().equals(password.get()) && !saving.isBusy(),
                password,
                again,
                saving.busyProperty());
    }

    private boolean longEnough() {
        return password.get().length() >= OwnAccess.PASSWORD_MIN;
    }

    void save() {
        if (!canSave.get()) {
            return;
        }
        char[] chosen = password.get().toCharArray();
        failure.set(null);
        saving.run(
                () -> {
                    try {
                        access.changePassword(chosen);
                        return chosen.length;
                    } finally {
                        Arrays.fill(chosen, '\0');
                    }
                },
                done -> {
                    password.set("");
                    again.set("");
                    saved.run();
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }
}
