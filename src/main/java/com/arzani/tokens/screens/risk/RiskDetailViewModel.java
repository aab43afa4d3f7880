package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskCase;
import com.arzani.tokens.payments.risk.RiskReview;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The chosen review and what the person is about to do about it.
final class RiskDetailViewModel {
    /// Characters of a reason, as the database takes them.
    static final int REASON_MAX = 2_000;

    final ObjectProperty<RiskCase> about = new SimpleObjectProperty<>();
    final ObjectProperty<RiskAction> action = new SimpleObjectProperty<>();
    final StringProperty reason = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canSend;

    private final Kit kit;
    private final RiskServices services;
    private final RiskWords words;
    private final KeyedWrite<Boolean> write;
    private final Channel reading;
    private Runnable onDone = () -> {};

    RiskDetailViewModel(Kit kit, RiskServices services, RiskWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        reading = kit.tasks().latest("risk.detail");
        write = new KeyedWrite<>(
                kit,
                "risk.decide",
                services.keys(),
                key -> services.desk().isDone(key) ? Optional.of(true) : Optional.empty());
        write.failureProperty().subscribe(failure::set);
        canSend = Bindings.createBooleanBinding(
                () -> about.get() != null
                        && action.get() != null
                        && !reason.get().isBlank()
                        && reasonProblem().isEmpty()
                        && write.isReady(),
                new Observable[] {about, action, reason, write.stateProperty()});
    }

    void onDone(Runnable listener) {
        onDone = listener;
    }

    RiskWords words() {
        return words;
    }

    /// Shows a review; what was typed for another one is put aside.
    void choose(long orderId) {
        reading.run(
                () -> services.desk().find(orderId),
                found -> found.ifPresentOrElse(this::show, () -> failure.set(null)),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void show(RiskCase now) {
        RiskCase before = about.get();
        boolean other =
                before == null || before.review().orderId() != now.review().orderId();
        about.set(now);
        if (other) {
            reason.set("");
            write.reopen();
            failure.set(null);
        }
        if (other || action.get() == null || !action.get().fits(now, services)) {
            // What takes something from a customer is chosen, never offered first.
            action.set(RiskAction.RELEASE.fits(now, services) ? RiskAction.RELEASE : RiskAction.COMMENT);
        }
    }

    /// Reads the shown review again and keeps what was typed.
    void reload() {
        if (about.get() != null) {
            choose(about.get().review().orderId());
        }
    }

    void close() {
        about.set(null);
    }

    /// What the person may do about it now.
    Stream<RiskAction> actions() {
        RiskCase now = about.get();
        return now == null ? Stream.empty() : Stream.of(RiskAction.values()).filter(each -> each.fits(now, services));
    }

    String reasonProblem() {
        int length = reason.get().length();
        return length <= REASON_MAX ? "" : kit.texts().get("risk.reason.long", length, REASON_MAX);
    }

    String effect() {
        return about.get() == null || action.get() == null ? "" : words.effect(action.get(), about.get());
    }

    void send() {
        if (!canSend.get()) {
            return;
        }
        RiskReview review = about.get().review();
        RiskAction chosen = action.get();
        String why = reason.get();
        write.run(
                key -> {
                    chosen.perform(services.desk(), key, review, why);
                    return true;
                },
                done -> done(chosen, review),
                this::refused);
    }

    private void done(RiskAction chosen, RiskReview review) {
        reason.set("");
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts()
                                .get(
                                        "risk.done." + chosen.code(),
                                        Long.toString(review.orderId()),
                                        SafeText.line(review.customer().name())));
        onDone.run();
    }

    /// Somebody was quicker: what they did is shown under the refusal.
    private void refused(TokenProblem problem) {
        if (problem instanceof Conflict) {
            reload();
        }
    }

    void openCustomer() {
        kit.navigator().open(Places.user(about.get().review().customer().userId()));
    }

    void openOrder() {
        kit.navigator().open(Places.purchase(about.get().review().orderId()));
    }

    void openEntries() {
        kit.navigator().open(Places.transactionsOfOrder(about.get().review().orderId()));
    }
}
