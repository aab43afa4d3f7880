package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkLimitHit;
import com.arzani.tokens.ledger.NewBulk;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The limits that rehearsed rows would pass, and the request to another person. Asking again is harmless: batch and
/// request
/// have their keys.
public final class BulkAskViewModel {
    private static final int NOTE_MAX = 2_000;

    final ObjectProperty<List<BulkLimitHit>> hits = new SimpleObjectProperty<>(List.of());
    final StringProperty note = new SimpleStringProperty("");
    final BooleanBinding needed =
            Bindings.createBooleanBinding(() -> !hits.get().isEmpty(), hits);
    final BooleanBinding canAsk;

    private final Kit kit;
    private final BulkServices services;
    private final Channel asking;

    BulkAskViewModel(Kit kit, BulkServices services) {
        this.kit = kit;
        this.services = services;
        asking = kit.tasks().oneAtATime("bulk.ask");
        canAsk = Bindings.createBooleanBinding(
                () -> needed.get()
                        && !asking.isBusy()
                        && !note.get().isBlank()
                        && note.get().strip().length() <= NOTE_MAX,
                needed,
                note,
                asking.busyProperty());
    }

    /// The limits in sentences; empty when none is passed.
    String words() {
        if (hits.get().isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>(List.of(kit.texts().get("bulk.limit.title")));
        for (BulkLimitHit hit : hits.get()) {
            lines.add(kit.texts()
                    .get(
                            "bulk.limit." + hit.scope(),
                            hit.hits(),
                            hit.size().toString(),
                            hit.tokens().toString(),
                            hit.left().toString()));
        }
        return String.join("\n", lines);
    }

    void ask(NewBulk bulk, Consumer<Long> asked, Consumer<Throwable> failed) {
        String why = note.get().strip();
        asking.run(
                () -> {
                    services.bulk().make(bulk);
                    return services.bulk().askApproval(bulk.key(), why);
                },
                asked,
                failed);
    }
}
