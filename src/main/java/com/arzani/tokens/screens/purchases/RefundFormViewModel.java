package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.outbox.OutboxEntry;
import com.arzani.tokens.payments.refunds.NewOrderRefund;
import com.arzani.tokens.payments.refunds.RefundPreview;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The form that refunds an order, wholly or in part: what it takes is shown by the database before it can be pressed.
final class RefundFormViewModel {
    static final int NOTE_MAX = 2_000;
    private static final Duration TYPING = Duration.ofMillis(250);

    final StringProperty amount = new SimpleStringProperty("");
    final ObjectProperty<ReasonCode> reason = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObservableList<ReasonCode> reasons = FXCollections.observableArrayList();
    final StringProperty preview = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final LongProperty left = new SimpleLongProperty(0);
    /// Whether another person has to be asked: the role asks, or the database said it passes a limit.
    final BooleanProperty asks = new SimpleBooleanProperty();
    final BooleanBinding canSend;

    private final Kit kit;
    private final PurchaseServices services;
    private final PurchaseWords words;
    private final KeyedWrite<Long> write;
    private final Channel foreseeing;
    private final Channel loading;
    private final LongProperty order = new SimpleLongProperty(0);
    private final LongProperty foreseen = new SimpleLongProperty(0);
    private Runnable onSent = () -> {};

    RefundFormViewModel(Kit kit, PurchaseServices services, PurchaseWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        foreseeing = kit.tasks().latest("purchases.preview");
        loading = kit.tasks().latest("purchases.reasons");
        write = new KeyedWrite<>(kit, "purchases.refund", services.asking().keys(), this::sentUnder);
        canSend = Bindings.createBooleanBinding(
                () -> foreseen.get() > 0
                        && foreseen.get() == pence().orElse(0)
                        && reason.get() != null
                        && !note.get().isBlank()
                        && noteProblem().isEmpty()
                        && write.isReady(),
                new Observable[] {foreseen, amount, reason, note, write.stateProperty()});
        write.failureProperty().subscribe(failure::set);
        amount.addListener((value, old, now) -> foresee());
        asks.set(!services.may().refund());
    }

    boolean isOffered() {
        return services.may().refund() || services.may().ask();
    }

    void onSent(Runnable listener) {
        onSent = listener;
    }

    private Optional<Long> sentUnder(String key) {
        Optional<Long> sent = services.outbox().find(key).map(OutboxEntry::id);
        return sent.isPresent()
                ? sent
                : services.asking().approvals().byKey(key).map(request -> request.id());
    }

    void loadReasons() {
        loading.runUntilAvailable(
                () -> services.ledger().reasonCodes(),
                codes -> reasons.setAll(codes.stream()
                        .filter(code -> code.forGrant() || code.forTake())
                        .toList()),
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }

    /// Another order is another form; the same order read again keeps what was typed.
    void show(long orderId, long leftPence) {
        boolean other = order.get() != orderId;
        boolean moved = left.get() != leftPence;
        order.set(orderId);
        left.set(leftPence);
        if (other) {
            amount.set("");
            note.set("");
            reason.set(null);
            asks.set(!services.may().refund());
            write.reopen();
            failure.set(null);
        }
        if (other || moved) {
            foresee();
        }
    }

    void all() {
        amount.set(new Pence(left.get()).toString().replace(",", ""));
    }

    private OptionalLong pence() {
        return Digits.parsePounds(amount.get());
    }

    String amountProblem() {
        String typed = amount.get().strip();
        OptionalLong pence = pence();
        if (typed.isEmpty()) {
            return "";
        }
        if (pence.isEmpty() || pence.getAsLong() == 0) {
            return kit.texts().get("purchases.amount.unreadable");
        }
        return pence.getAsLong() <= left.get()
                ? ""
                : kit.texts().get("purchases.amount.too_large", new Pence(left.get()).toString());
    }

    String noteProblem() {
        int length = note.get().length();
        return length <= NOTE_MAX ? "" : kit.texts().get("purchases.note.long", length, NOTE_MAX);
    }

    String verb() {
        OptionalLong pence = pence();
        String what = pence.isPresent() ? new Pence(pence.getAsLong()).toString() : "";
        return kit.texts()
                .get(asks.get() ? "purchases.ask" : "purchases.refund", what)
                .strip();
    }

    private void foresee() {
        foreseen.set(0);
        preview.set("");
        OptionalLong pence = pence();
        if (pence.isEmpty() || pence.getAsLong() < 1 || pence.getAsLong() > left.get()) {
            foreseeing.cancel();
            return;
        }
        long id = order.get();
        long asked = pence.getAsLong();
        foreseeing.runAfter(
                TYPING,
                () -> services.refunds().preview(id, asked),
                shown -> foreseen(asked, shown),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void foreseen(long pence, RefundPreview shown) {
        preview.set(words.preview(shown));
        foreseen.set(pence);
    }

    void send() {
        if (!canSend.get()) {
            return;
        }
        boolean asking = asks.get();
        long id = order.get();
        long pence = foreseen.get();
        long seen = left.get();
        String code = reason.get().code();
        String why = note.get().strip();
        write.run(
                key -> {
                    NewOrderRefund refund = new NewOrderRefund(key, id, pence, code, why, seen);
                    return asking
                            ? services.refunds().request(refund)
                            : services.refunds().refund(refund);
                },
                done -> sent(asking, pence, done),
                this::refused);
    }

    private void sent(boolean asked, long pence, long number) {
        String money = new Pence(pence).toString();
        if (asked) {
            kit.notices()
                    .tell(
                            Severity.SUCCESS,
                            kit.texts().get("purchases.asked_for", money),
                            kit.texts().get("purchases.asked_for.open"),
                            () -> kit.navigator().open(Places.ownRequest(number)));
        } else {
            kit.notices().tell(Severity.SUCCESS, kit.texts().get("purchases.on_its_way", money));
        }
        amount.set("");
        note.set("");
        asks.set(!services.may().refund());
        onSent.run();
    }

    /// Beyond a limit the same form asks another person; anything else has changed, so the order is read again.
    private void refused(TokenProblem problem) {
        if (problem.key().startsWith("refund_over_") && services.may().ask()) {
            asks.set(true);
        }
        onSent.run();
    }
}
