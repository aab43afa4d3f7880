package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The chosen dispute: the purchase, what became of its tokens, the money, and the answer.
final class DisputeDetailViewModel {
    final ObjectProperty<DisputeFacts> facts = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final EvidenceViewModel answer;
    final DisputeWords words;

    private final Kit kit;
    private final DisputeServices services;
    private final Channel loading;
    private String chosen = "";

    DisputeDetailViewModel(Kit kit, DisputeServices services, DisputeWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        loading = kit.tasks().latest("disputes.detail");
        answer = new EvidenceViewModel(kit, services, words);
    }

    void choose(String disputeId) {
        if (!disputeId.equals(chosen)) {
            chosen = disputeId;
            failure.set(null);
            reload();
        }
    }

    void close() {
        chosen = "";
        facts.set(null);
        answer.show(null);
    }

    void reload() {
        String id = chosen;
        if (!id.isEmpty()) {
            loading.run(
                    () -> services.desk().facts(id),
                    found -> heard(id, found),
                    thrown -> failure.set(kit.failures().describe(thrown)));
        }
    }

    private void heard(String id, Optional<DisputeFacts> found) {
        if (id.equals(chosen) && found.isPresent()) {
            failure.set(null);
            facts.set(found.get());
            answer.show(found.get());
        }
    }

    void openEntry(long entryId) {
        if (entryId > 0) {
            kit.navigator().open(Places.entry(entryId));
        }
    }

    void openCustomer() {
        kit.navigator().open(Places.user(facts.get().dispute().customer().userId()));
    }

    void openOrder() {
        kit.navigator()
                .open(Places.transactionsOfOrder(facts.get().dispute().claim().orderId()));
    }

    void copyId() {
        String id = facts.get().dispute().id();
        kit.desktop().copy(id);
        kit.notices().tell(Severity.INFO, kit.texts().get("disputes.copied", id));
    }
}
