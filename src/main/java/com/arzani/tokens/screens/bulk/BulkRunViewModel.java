package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.insight.BulkExport;
import com.arzani.tokens.ledger.BulkBatch;
import com.arzani.tokens.ledger.BulkLimitHit;
import com.arzani.tokens.ledger.BulkLine;
import com.arzani.tokens.ledger.BulkMode;
import com.arzani.tokens.ledger.NewBulk;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Rehearses the rows of the sheet and runs them under one key. The key is made with the rehearsal and kept until the
/// rows
/// change: whatever happens to a run, pressing again goes on with the same batch.
public final class BulkRunViewModel {
    final ObjectProperty<Stage> stage = new SimpleObjectProperty<>(Stage.EDITING);
    final ObjectProperty<BulkMode> mode = new SimpleObjectProperty<>(BulkMode.ALL_OR_NONE);
    final ObjectProperty<BulkTotals> totals = new SimpleObjectProperty<>();
    final ObjectProperty<BulkBatch> batch = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BulkAskViewModel ask;
    final Channel rehearsing;
    final Channel running;
    final BooleanBinding canRehearse;
    final BooleanBinding canRun;
    final BooleanBinding canAsk;

    private final Kit kit;
    private final BulkServices services;
    private final BulkSheetViewModel sheet;
    private final Channel cancelling;
    private final RestFile rest;
    private String key = "";
    private Runnable onRun = () -> {};

    /// Where the rows of the sheet stand.
    enum Stage {
        EDITING,
        REHEARSED,
        RUNNING,
        /// A run whose end nobody heard of; it can be gone on with.
        CUT,
        /// All or none, and a row was refused: nothing was posted.
        REFUSED,
        /// Another person was asked.
        ASKED,
        ENDED
    }

    private record Rehearsal(List<BulkItem> items, List<BulkLimitHit> hits) {}

    public BulkRunViewModel(Kit kit, BulkServices services, BulkSheetViewModel sheet) {
        this.kit = kit;
        this.services = services;
        this.sheet = sheet;
        rest = new RestFile(kit);
        ask = new BulkAskViewModel(kit, services);
        rehearsing = kit.tasks().latest("bulk.rehearse");
        running = kit.tasks().oneAtATime("bulk.run");
        cancelling = kit.tasks().oneAtATime("bulk.cancel");
        sheet.onChanged(this::forget);
        canRehearse = Bindings.createBooleanBinding(
                () -> stage.get() == Stage.EDITING
                        && !rehearsing.isBusy()
                        && !sheet.busy.get()
                        && sheet.items.stream()
                                .anyMatch(item -> item.checked().line().isPresent()),
                stage,
                rehearsing.busyProperty(),
                sheet.busy,
                sheet.items);
        canRun = Bindings.createBooleanBinding(this::runnable, stage, totals, mode, ask.hits);
        canAsk = ask.canAsk.and(Bindings.createBooleanBinding(this::sendable, stage, totals, mode));
    }

    void onRun(Runnable action) {
        onRun = action;
    }

    private boolean runnable() {
        return stage.get() == Stage.CUT || sendable() && ask.hits.get().isEmpty();
    }

    private boolean sendable() {
        BulkTotals now = totals.get();
        return stage.get() == Stage.REHEARSED
                && now != null
                && now.posts() > 0
                && (mode.get() == BulkMode.VALID_ONES || now.refused() == 0);
    }

    /// Rows changed: what was rehearsed holds no longer.
    private void forget() {
        rehearsing.cancel();
        stage.set(Stage.EDITING);
        totals.set(null);
        ask.hits.set(List.of());
        batch.set(null);
        failure.set(null);
    }

    void rehearse() {
        List<BulkItem> items = List.copyOf(sheet.items);
        BulkRows rows = sheet.rows();
        failure.set(null);
        rehearsing.runReporting(
                report -> {
                    List<BulkItem> rehearsed = rows.rehearsed(
                            items,
                            services.bulk()
                                    .rehearse(
                                            lines(items, item -> true),
                                            (done, of) -> report.report(
                                                    (double) done / of,
                                                    kit.texts().get("bulk.rehearse.step", done, of))));
                    return new Rehearsal(rehearsed, services.bulk().limits(lines(rehearsed, BulkItem::posts)));
                },
                rehearsal -> {
                    key = services.keys().get();
                    sheet.showRehearsed(rehearsal.items());
                    totals.set(BulkTotals.of(rehearsal.items()));
                    ask.hits.set(rehearsal.hits());
                    stage.set(Stage.REHEARSED);
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private static List<BulkLine> lines(List<BulkItem> items, Predicate<BulkItem> which) {
        return items.stream()
                .filter(which)
                .flatMap(item -> item.checked().line().stream())
                .toList();
    }

    private NewBulk batchOfSheet() {
        return new NewBulk(key, sheet.title.get(), mode.get(), lines(sheet.items, BulkItem::posts));
    }

    void askApproval() {
        failure.set(null);
        ask.ask(
                batchOfSheet(),
                request -> {
                    stage.set(Stage.ASKED);
                    kit.notices()
                            .tell(
                                    Severity.SUCCESS,
                                    kit.texts().get("bulk.ask.done", Long.toString(request)),
                                    kit.texts().get("bulk.ask.open"),
                                    () -> kit.navigator().open(Target.of("approvals")));
                    onRun.run();
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void run() {
        NewBulk bulk = batchOfSheet();
        stage.set(Stage.RUNNING);
        sheet.locked.set(true);
        failure.set(null);
        running.runReporting(
                report -> {
                    services.bulk().make(bulk);
                    return services.bulk()
                            .run(
                                    bulk.key(),
                                    (done, of) -> report.report(
                                            (double) done / of, kit.texts().get("bulk.run.step", done, of)));
                },
                this::ended,
                this::cut);
    }

    /// Asks the run to stop; what was posted stays, or all goes back when it is all or none.
    void cancel() {
        if (rehearsing.isBusy()) {
            rehearsing.cancel();
            return;
        }
        String running = key;
        cancelling.run(
                () -> services.bulk().cancel(running),
                stopped -> onRun.run(),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void ended(BulkBatch ran) {
        sheet.locked.set(false);
        batch.set(ran);
        stage.set(ran.ended() ? Stage.ENDED : Stage.REFUSED);
        Severity severity = ran.state() == BulkBatch.State.DONE ? Severity.SUCCESS : Severity.WARNING;
        kit.notices().tell(severity, resultWords());
        onRun.run();
    }

    private void cut(Throwable thrown) {
        sheet.locked.set(false);
        failure.set(kit.failures().describe(thrown));
        boolean unknown = thrown instanceof Unavailable;
        stage.set(unknown ? Stage.CUT : Stage.REHEARSED);
        if (thrown instanceof Rejected problem && problem.key().startsWith("bulk_over_limit")) {
            // Something else was adjusted since the rehearsal: now it takes a second person.
            List<BulkLine> lines = batchOfSheet().lines();
            rehearsing.run(() -> services.bulk().limits(lines), ask.hits::set, again -> ask.hits.set(List.of()));
        }
        onRun.run();
    }

    String resultWords() {
        BulkBatch ran = batch.get();
        if (ran == null) {
            return "";
        }
        int leftOut = totals.get() == null ? 0 : totals.get().refused();
        return BatchWords.result(ran, leftOut, kit.texts());
    }

    /// What the primary button says.
    String verb() {
        if (stage.get() == Stage.CUT) {
            return kit.texts().get("bulk.resume");
        }
        BulkTotals now = totals.get();
        return now == null || now.posts() == 0 ? kit.texts().get("bulk.run.none") : now.verb(kit.texts());
    }

    /// What keeps the primary button from working, or what it does; empty when nothing needs saying.
    String hint() {
        BulkTotals now = totals.get();
        if (stage.get() == Stage.CUT) {
            return kit.texts().get("bulk.hint.cut");
        }
        if (stage.get() == Stage.ASKED) {
            return kit.texts().get("bulk.approval.waiting");
        }
        if (stage.get() != Stage.REHEARSED || now.posts() == 0) {
            return "";
        }
        if (mode.get() == BulkMode.ALL_OR_NONE && now.refused() > 0) {
            return kit.texts().get("bulk.hint.refused", now.refused());
        }
        return mode.get() == BulkMode.ALL_OR_NONE ? kit.texts().get("bulk.hint.whole") : "";
    }

    /// Whether there are rows to export: refused by the rehearsal, or not posted by the run.
    boolean somethingLeft() {
        BulkBatch ran = batch.get();
        BulkTotals now = totals.get();
        boolean unposted = ran != null && ran.done().posted() < ran.plan().rows();
        return now != null && (now.refused() > 0 || unposted);
    }

    /// Rows of the sheet that were not posted: wrong, refused, or never reached.
    void exportRest() {
        Optional<BulkBatch> ran = Optional.ofNullable(batch.get());
        List<BulkItem> left = sheet.items.stream().filter(item -> !item.posts()).toList();
        rest.save(sheet.title.get(), () -> {
            List<BulkExport.Rest> all = new ArrayList<>(left.stream()
                    .map(item -> new BulkExport.Rest(item.row(), item.text(), item.problem()))
                    .toList());
            ran.ifPresent(one -> services.bulk().notPosted(one.id()).stream()
                    .map(row -> BulkExport.Rest.of(row, kit.texts()::of))
                    .forEach(all::add));
            all.sort(Comparator.comparingInt(BulkExport.Rest::row));
            return all;
        });
    }

    /// Begins anew with an empty sheet.
    void startOver() {
        sheet.clear();
    }
}
