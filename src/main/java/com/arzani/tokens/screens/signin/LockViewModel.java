package com.arzani.tokens.screens.signin;

import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.Arrays;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The covered console: the same operator uncovers it, by password or, in the demonstration, by one click.
public final class LockViewModel {
    final StringProperty password = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canUnlock;

    private final Kit kit;
    private final Cover cover;
    private final Channel unlocking;

    /// Who is covered and how they come back.
    ///
    /// @param operator the login
    /// @param byClick  true for an operator of the demonstration, who has no password to type
    /// @param confirm  asks the server, off the FX thread; throws what a sign-in throws
    /// @param unlocked takes the cover away, on the FX thread
    public record Cover(
            String operator, boolean byClick, Consumer<char[]> confirm, Runnable unlocked, Runnable signOut) {}

    public LockViewModel(Kit kit, Cover cover) {
        this.kit = kit;
        this.cover = cover;
        unlocking = kit.tasks().oneAtATime("signin.unlock");
        BooleanBinding idle = unlocking.busyProperty().not();
        canUnlock = cover.byClick() ? idle : idle.and(password.isNotEmpty());
    }

    Cover cover() {
        return cover;
    }

    void unlock() {
        if (!canUnlock.get()) {
            return;
        }
        char[] secret = password.get().toCharArray();
        failure.set(null);
        unlocking.run(
                () -> {
                    try {
                        cover.confirm().accept(secret);
                        return true;
                    } finally {
                        Arrays.fill(secret, '\0');
                    }
                },
                done -> {
                    password.set("");
                    cover.unlocked().run();
                },
                thrown -> {
                    password.set("");
                    failure.set(kit.failures().describe(thrown));
                });
    }
}
