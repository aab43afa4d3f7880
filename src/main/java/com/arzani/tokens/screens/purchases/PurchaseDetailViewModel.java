package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.payments.outbox.OutboxEntry;
import com.arzani.tokens.payments.outbox.OutboxItem;
import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.payments.purchases.PurchaseDispute;
import com.arzani.tokens.payments.purchases.PurchaseRefund;
import com.arzani.tokens.payments.purchases.PurchaseState;
import com.arzani.tokens.payments.refunds.RefundSending;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The chosen order: what was sold, its refunds, what waits for Stripe, and the form that refunds it.
final class PurchaseDetailViewModel {
    final ObjectProperty<Shown> shown = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final RefundFormViewModel form;

    private final Kit kit;
    private final PurchaseServices services;
    private final PurchaseWords words;
    private final Channel reading;
    private final Channel retrying;
    private Runnable onMoved = () -> {};

    /// @param asked requests that are not made yet, or were refused
    /// @param left pence that can still be refunded
    record Shown(Purchase purchase, List<OutboxEntry> asked, Back back, long left) {}

    /// What went back, or may yet.
    record Back(List<PurchaseRefund> refunds, List<PurchaseDispute> disputes) {}

    PurchaseDetailViewModel(Kit kit, PurchaseServices services, PurchaseWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        reading = kit.tasks().latest("purchases.detail");
        retrying = kit.tasks().oneAtATime("purchases.retry");
        form = new RefundFormViewModel(kit, services, words);
        form.onSent(this::moved);
    }

    void onMoved(Runnable listener) {
        onMoved = listener;
    }

    private void moved() {
        reload();
        onMoved.run();
    }

    void choose(long orderId) {
        if (shown.get() == null || shown.get().purchase().id() != orderId) {
            failure.set(null);
        }
        reading.run(
                () -> services.desk().find(orderId).map(this::read),
                found -> found.ifPresent(this::show),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private Shown read(Purchase purchase) {
        long id = purchase.id();
        List<OutboxEntry> open = services.outbox().of(new OutboxItem.Subject("order", Long.toString(id))).stream()
                .filter(entry -> entry.kind().equals(RefundSending.KIND))
                .filter(entry -> entry.status() != OutboxEntry.Status.DONE)
                .toList();
        return new Shown(
                purchase,
                open,
                new Back(services.desk().refunds(id), services.desk().disputes(id)),
                services.refunds().left(id));
    }

    private void show(Shown read) {
        shown.set(read);
        form.show(read.purchase().id(), read.left());
    }

    void reload() {
        if (shown.get() != null) {
            choose(shown.get().purchase().id());
        }
    }

    void close() {
        reading.cancel();
        shown.set(null);
    }

    PurchaseWords words() {
        return words;
    }

    boolean isRefundable(Shown now) {
        return form.isOffered() && now.purchase().course().state() == PurchaseState.PAID && now.left() > 0;
    }

    boolean isRetried(OutboxEntry entry) {
        return services.may().retry() && entry.status() != OutboxEntry.Status.REFUSED;
    }

    /// Has it sent again now. Stripe is asked first whether it was made, so a press too many does nothing.
    void retry(OutboxEntry entry) {
        String why = kit.texts().get("purchases.retry.reason");
        failure.set(null);
        retrying.run(
                () -> {
                    services.outbox().retry(entry.id(), why);
                    return entry.id();
                },
                done -> {
                    kit.notices().tell(Severity.SUCCESS, kit.texts().get("purchases.retried"));
                    moved();
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void openUser() {
        kit.navigator().open(Places.user(shown.get().purchase().customer().id()));
    }

    void openEntries() {
        kit.navigator().open(Places.transactionsOfOrder(shown.get().purchase().id()));
    }

    void openDispute(String disputeId) {
        kit.navigator().open(Places.dispute(disputeId));
    }

    void openEntry(long entryId) {
        kit.navigator().open(Places.entry(entryId));
    }

    void copy(String id) {
        kit.desktop().copy(id);
        kit.notices().tell(Severity.INFO, kit.texts().get("purchases.copied", id));
    }
}
