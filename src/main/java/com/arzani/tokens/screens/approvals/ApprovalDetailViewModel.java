package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.ApprovalState;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Proposal;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One request with the effect it has now, and its decision. What is approved is what is shown: if the effect differs
/// from
/// what was asked for, both are shown first. Repeating a decision is harmless, since a request is decided once, so no
/// operation key is needed.
public final class ApprovalDetailViewModel {
    private static final int NOTE_MAX = 2000;

    /// What Ctrl+Enter does.
    enum Intent {
        APPROVE,
        REJECT
    }

    final ObjectProperty<ApprovalRequest> request = new SimpleObjectProperty<>();
    final ObjectProperty<Proposal> proposal = new SimpleObjectProperty<>();
    final ObjectProperty<Intent> intent = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding changed;
    final BooleanBinding waiting;
    final BooleanBinding own;
    final BooleanBinding mayDecide;
    final BooleanBinding ready;

    private final Kit kit;
    private final Approvals approvals;
    private final String login;
    private final boolean decides;
    private final ApprovalWords words;
    private final Channel reading;
    private final Channel writing;
    private final Map<Long, String> drafts = new HashMap<>();
    private Runnable onDecided = () -> {};

    /// @param decides whether the signed-in role decides anything at all; of which kinds is the database's word
    public ApprovalDetailViewModel(Kit kit, Approvals approvals, String login, boolean decides) {
        this.kit = kit;
        this.approvals = approvals;
        this.login = login;
        this.decides = decides;
        words = new ApprovalWords(kit.texts());
        reading = kit.tasks().latest("approvals.effect");
        writing = kit.tasks().oneAtATime("approvals.decide");
        changed = when(() -> proposal.get() != null
                && !proposal.get().planHash().equals(request.get().proposal().planHash()));
        waiting = when(() -> request.get().state() == ApprovalState.WAITING
                && !request.get().isOver(kit.clock().instant()));
        own = when(() -> request.get().asked().by().equals(login));
        mayDecide = when(() -> waiting.get() && !own.get() && decides);
        ready = Bindings.createBooleanBinding(
                () -> waiting.get()
                        && !writing.isBusy()
                        && !reading.isBusy()
                        && !note.get().isBlank()
                        && note.get().length() <= NOTE_MAX,
                new Observable[] {waiting, writing.busyProperty(), reading.busyProperty(), note});
    }

    private BooleanBinding when(BooleanSupplier condition) {
        return Bindings.createBooleanBinding(
                () -> request.get() != null && condition.getAsBoolean(), request, proposal);
    }

    void onDecided(Runnable action) {
        onDecided = action;
    }

    /// The same request read again keeps what was typed.
    void show(ApprovalRequest shown) {
        ApprovalRequest before = request.get();
        boolean same = before != null && shown != null && before.id() == shown.id();
        if (!same) {
            if (before != null) {
                drafts.put(before.id(), note.get());
            }
            failure.set(null);
            intent.set(null);
            proposal.set(shown == null ? null : shown.proposal());
        }
        request.set(shown);
        if (!same) {
            note.set(shown == null ? "" : drafts.getOrDefault(shown.id(), ""));
        }
        if (waiting.get() && (own.get() || decides)) {
            lookAgain();
        }
    }

    /// Only what happens to one wallet is quick to compute; anything else is compared when it is approved.
    private void lookAgain() {
        ApprovalRequest shown = request.get();
        if (shown.proposal().effect().wallet().isPresent()) {
            reading.run(
                    () -> approvals.now(shown.id()),
                    now -> {
                        if (request.get() != null && request.get().id() == shown.id()) {
                            proposal.set(now);
                        }
                    },
                    thrown -> failure.set(kit.failures().describe(thrown)));
        }
    }

    void approve() {
        long id = request.get().id();
        String hash = proposal.get().planHash();
        String why = note.get();
        decide(() -> approvals.approve(id, hash, why), "approvals.done.approved");
    }

    void reject() {
        long id = request.get().id();
        String why = note.get();
        decide(() -> approvals.reject(id, why), "approvals.done.rejected");
    }

    void withdraw() {
        long id = request.get().id();
        String why = note.get();
        decide(() -> approvals.withdraw(id, why), "approvals.done.withdrawn");
    }

    /// Ctrl+Enter: what was chosen with A or R.
    void send() {
        if (ready.get() && mayDecide.get() && intent.get() != null) {
            if (intent.get() == Intent.APPROVE) {
                approve();
            } else {
                reject();
            }
        }
    }

    private void decide(Callable<ApprovalRequest> work, String said) {
        failure.set(null);
        writing.run(work, done -> decided(done, said), this::refused);
    }

    private void decided(ApprovalRequest done, String said) {
        drafts.remove(done.id());
        String text = kit.texts()
                .get(said, SafeText.line(words.what(done)), done.asked().by());
        if (done.outcome().entries().isEmpty()) {
            kit.notices().tell(Severity.SUCCESS, text);
        } else {
            long entry = done.outcome().entries().getFirst();
            kit.notices()
                    .tell(
                            Severity.SUCCESS,
                            text,
                            kit.texts().get("approvals.open_entry"),
                            () -> kit.navigator().open(Places.entry(entry)));
        }
        note.set("");
        show(done);
        onDecided.run();
    }

    private void refused(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
        if (thrown instanceof TokenProblem problem) {
            Approvals.changed(problem).ifPresent(proposal::set);
        }
        onDecided.run();
    }

    void openCustomer() {
        kit.navigator().open(Places.wallet(request.get().subject().userId()));
    }

    void openEntry() {
        kit.navigator().open(Places.entry(request.get().outcome().entries().getFirst()));
    }

    ApprovalWords words() {
        return words;
    }
}
