package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.insight.BulkExport;
import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The batches of before with their rows; one that was cut off is gone on with here.
public final class BulkBatchesViewModel {
    final KeyList<BulkBatch, Long> batches;
    final KeyList<BulkRow, Integer> rows;
    final ObjectProperty<BulkBatch> chosen = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final Channel running;
    final BooleanBinding canResume;
    final BooleanBinding canCancel;

    private final Kit kit;
    private final BulkServices services;
    private final Channel cancelling;
    private final RestFile rest;

    public BulkBatchesViewModel(Kit kit, BulkServices services) {
        this.kit = kit;
        this.services = services;
        rest = new RestFile(kit);
        batches = new KeyList<>(kit.tasks().latest("bulk.batches"), kit.failures(), BulkBatch::id);
        rows = new KeyList<>(
                kit.tasks().latest("bulk.rows"),
                kit.failures(),
                row -> row.line().row());
        running = kit.tasks().oneAtATime("bulk.resume");
        cancelling = kit.tasks().oneAtATime("bulk.stop");
        canResume = Bindings.createBooleanBinding(
                () -> chosen.get() != null && !chosen.get().ended() && mayRun() && !running.isBusy(),
                chosen,
                running.busyProperty());
        canCancel = Bindings.createBooleanBinding(
                () -> chosen.get() != null && !chosen.get().ended() && !cancelling.isBusy(),
                chosen,
                cancelling.busyProperty());
    }

    /// Its maker may; once another person has agreed, they may too, and the database knows who that was.
    private boolean mayRun() {
        BulkBatch.Trace trace = chosen.get().trace();
        return switch (trace.approval()) {
            case APPROVED -> true;
            case WAITING -> false;
            case NONE, REJECTED, WITHDRAWN, EXPIRED -> trace.createdBy().equals(services.login());
        };
    }

    void load() {
        batches.load((before, most) -> {
            List<BulkBatch> page = services.bulk().batches(before == null ? Long.MAX_VALUE : before, most);
            return Page.of(page, page.size() < most ? null : page.getLast().id());
        });
    }

    void refresh() {
        batches.refresh(0);
        if (chosen.get() != null) {
            rows.refresh(0);
        }
    }

    void choose(BulkBatch batch) {
        boolean other = chosen.get() == null || chosen.get().id() != batch.id();
        chosen.set(batch);
        if (other) {
            failure.set(null);
            rows.load((after, most) -> {
                List<BulkRow> page = services.bulk().rows(batch.id(), after == null ? 0 : after, most);
                return Page.of(
                        page, page.size() < most ? null : page.getLast().line().row());
            });
        }
    }

    void open(BulkRow row) {
        kit.navigator()
                .open(
                        row.posted()
                                ? Places.entry(row.entryId())
                                : Places.wallet(row.line().userId()));
    }

    void resume() {
        String key = chosen.get().key();
        failure.set(null);
        running.runReporting(
                report -> services.bulk()
                        .run(
                                key,
                                (done, of) -> report.report(
                                        (double) done / of, kit.texts().get("bulk.run.step", done, of))),
                ran -> {
                    moved(ran);
                    Severity severity = ran.state() == BulkBatch.State.DONE ? Severity.SUCCESS : Severity.WARNING;
                    kit.notices().tell(severity, BatchWords.result(ran, kit.texts()));
                },
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    refresh();
                });
    }

    void cancel() {
        String key = chosen.get().key();
        failure.set(null);
        cancelling.run(
                () -> services.bulk().cancel(key),
                this::moved,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void exportRest() {
        BulkBatch batch = chosen.get();
        rest.save(
                batch.title(),
                () -> services.bulk().notPosted(batch.id()).stream()
                        .map(row -> BulkExport.Rest.of(row, kit.texts()::of))
                        .toList());
    }

    private void moved(BulkBatch batch) {
        if (chosen.get() != null && chosen.get().id() == batch.id()) {
            chosen.set(batch);
        }
        batches.replace(batch);
        refresh();
    }
}
