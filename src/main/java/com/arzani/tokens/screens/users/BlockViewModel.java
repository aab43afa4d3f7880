package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.UserBlock;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Blocks the open user, or ends their block, with a reason.
public final class BlockViewModel {
    private static final int REASON_MAX = 2000;

    final BooleanProperty open = new SimpleBooleanProperty();
    /// The block in force; null if there is none.
    final ObjectProperty<UserBlock> block = new SimpleObjectProperty<>();
    final StringProperty reason = new SimpleStringProperty("");
    final StringProperty reasonProblem = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canSend;

    private final Kit kit;
    private final RiskDesk desk;
    private final boolean allowed;
    private final KeyedWrite<Boolean> write;
    private Runnable onChanged = () -> {};
    private long userId;

    /// @param keys    makes operation keys
    /// @param allowed whether the role blocks; the database checks it again
    public BlockViewModel(Kit kit, RiskDesk desk, Supplier<String> keys, boolean allowed) {
        this.kit = kit;
        this.desk = desk;
        this.allowed = allowed;
        write = new KeyedWrite<>(
                kit, "users.blocking", keys, key -> desk.isDone(key) ? Optional.of(true) : Optional.empty());
        write.failureProperty().addListener((value, old, problem) -> failure.set(problem));
        reason.addListener((value, old, text) -> reasonProblem.set(
                text.strip().length() > REASON_MAX
                        ? kit.texts().get("users.reveal.too_long", text.strip().length())
                        : ""));
        canSend = Bindings.createBooleanBinding(
                () -> !reason.get().isBlank() && reasonProblem.get().isEmpty() && write.isReady(),
                reason,
                reasonProblem,
                write.stateProperty());
    }

    /// @param listener told when the block is another one than was shown
    void onChanged(Runnable listener) {
        onChanged = listener;
    }

    boolean allowed() {
        return allowed;
    }

    /// Another user is open now.
    void open(long id) {
        if (id != userId) {
            userId = id;
            block.set(null);
            close();
        }
    }

    void ask() {
        failure.set(null);
        write.reopen();
        open.set(true);
    }

    /// What was typed for one user is not kept for another.
    void close() {
        open.set(false);
        reason.set("");
    }

    void send() {
        if (!canSend.get()) {
            return;
        }
        long id = userId;
        boolean blocks = block.get() == null;
        String why = reason.get();
        write.run(
                key -> {
                    if (blocks) {
                        desk.block(key, id, why);
                    } else {
                        desk.unblock(key, id, why);
                    }
                    return true;
                },
                done -> done(id, blocks),
                refused -> {
                    // Somebody was quicker: what they did is shown under the refusal.
                    if (refused instanceof Conflict) {
                        onChanged.run();
                    }
                });
    }

    private void done(long id, boolean blocked) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get(blocked ? "users.block.done" : "users.unblock.done", Long.toString(id)));
        if (id == userId) {
            close();
            onChanged.run();
        }
    }

    /// A text of the block, or of its end.
    String words(String part) {
        return kit.texts().get((block.get() == null ? "users.block." : "users.unblock.") + part);
    }
}
