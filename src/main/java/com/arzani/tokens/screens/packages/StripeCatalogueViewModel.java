package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.payments.products.CatalogueReport;
import com.arzani.tokens.payments.products.CatalogueRun;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Packages beside Stripe's products and prices: what differs, a new look, and sending. All of it is done wherever
/// Stripe's key is; this asks and shows, every second while something is under way, else every five.
public final class StripeCatalogueViewModel {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(5);

    final ObservableList<StripeRow> rows = FXCollections.observableArrayList();
    /// How both sides stood at the last look; null if nobody looked yet.
    final ObjectProperty<CatalogueReport> report = new SimpleObjectProperty<>();
    final StringProperty summary = new SimpleStringProperty("");
    /// What sending will do, a sentence each.
    final ObservableList<String> question = FXCollections.observableArrayList();
    final BooleanProperty open = new SimpleBooleanProperty();
    final BooleanProperty asking = new SimpleBooleanProperty();
    final BooleanProperty underWay = new SimpleBooleanProperty();
    final DoubleProperty progress = new SimpleDoubleProperty(-1);
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final boolean maySee;
    final boolean maySend;
    final BooleanBinding canSend;

    private final Kit kit;
    private final CatalogueRuns runs;
    private final StripeWords words;
    private final Channel watching;
    private final Channel writing;
    private long shown;
    private long asked;
    private long told;

    private record Seen(List<CatalogueRun> newest, Optional<CatalogueRun> done) {}

    public StripeCatalogueViewModel(Kit kit, CatalogueRuns runs, OperatorRole role) {
        this.kit = kit;
        this.runs = runs;
        words = new StripeWords(kit.texts());
        maySee = role != OperatorRole.SUPPORT;
        maySend = role == OperatorRole.PRODUCT || role == OperatorRole.ADMIN;
        watching = kit.tasks().latest("packages.stripe.watch");
        writing = kit.tasks().oneAtATime("packages.stripe.request");
        canSend = Bindings.createBooleanBinding(
                () -> maySend && !rows.isEmpty() && !underWay.get() && !asking.get(), rows, underWay, asking);
    }

    /// A package's state at Stripe; null for what nobody looked at.
    Badge badge(TokenPackage published) {
        return published == null ? null : words.state(published, report.get());
    }

    void activate() {
        if (maySee) {
            watch(Duration.ZERO);
        }
    }

    void leave() {
        watching.cancel();
    }

    void look() {
        failure.set(null);
        request(runs::requestLook);
    }

    /// Shows what sending would do, and asks.
    void ask() {
        question.setAll(words.question(report.get()));
        open.set(true);
        asking.set(true);
    }

    /// Sends exactly what was shown.
    void send() {
        long look = shown;
        asking.set(false);
        failure.set(null);
        request(() -> runs.requestSending(look));
    }

    /// Leaves the question, then the list.
    void escape() {
        if (asking.get()) {
            asking.set(false);
        } else {
            open.set(false);
        }
    }

    private void request(Callable<CatalogueRun> request) {
        underWay.set(true);
        progress.set(-1);
        writing.run(
                request,
                run -> {
                    asked = run.id();
                    watch(Duration.ZERO);
                },
                thrown -> {
                    underWay.set(false);
                    failure.set(kit.failures().describe(thrown));
                    watch(Duration.ZERO);
                });
    }

    private void watch(Duration pause) {
        watching.runAfter(
                pause,
                () -> new Seen(runs.newest(5), runs.lastDone()),
                seen -> {
                    heard(seen);
                    watch(underWay.get() ? SOON : CALM);
                },
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    watch(CALM);
                });
    }

    private void heard(Seen seen) {
        seen.done().filter(run -> run.id() != shown).ifPresent(this::show);
        Optional<CatalogueRun> working =
                seen.newest().stream().filter(run -> !run.isOver()).findFirst();
        underWay.set(working.isPresent());
        progress.set(working.map(CatalogueRun::progress)
                .filter(steps -> steps.total() > 0)
                .map(steps -> (double) steps.done() / steps.total())
                .orElse(-1.0));
        summary.set(working.map(this::underWay).orElseGet(() -> standing(seen.done())));
        seen.newest().stream()
                .filter(run -> run.id() == asked && run.isOver() && run.id() != told)
                .findFirst()
                .ifPresent(this::ended);
    }

    /// A question that is open stays only as long as what it asks is what there is.
    private void show(CatalogueRun run) {
        shown = run.id();
        asking.set(false);
        report.set(run.report().orElse(null));
        rows.setAll(run.report().map(words::rows).orElse(List.of()));
    }

    private void ended(CatalogueRun run) {
        told = run.id();
        run.cause()
                .filter(cause -> run.state() == CatalogueRun.State.FAILED)
                .ifPresent(cause -> failure.set(kit.failures()
                        .describe(new Rejected(cause.key(), cause.arguments().toArray()))));
        if (run.state() == CatalogueRun.State.DONE && run.kind() == CatalogueRun.Kind.SEND) {
            kit.notices()
                    .tell(
                            Severity.SUCCESS,
                            kit.texts()
                                    .get("packages.stripe.sent", run.progress().done()));
        }
    }

    private String underWay(CatalogueRun run) {
        if (run.cause().isPresent()) {
            CatalogueRun.Cause cause = run.cause().get();
            String why =
                    kit.texts().get("problem." + cause.key(), cause.arguments().toArray());
            return kit.texts().get("packages.stripe.waits", why);
        }
        if (run.kind() == CatalogueRun.Kind.LOOK) {
            return kit.texts().get("packages.stripe.looking");
        }
        return kit.texts()
                .get(
                        "packages.stripe.sending",
                        run.progress().done(),
                        run.progress().total());
    }

    private String standing(Optional<CatalogueRun> done) {
        return done.map(run -> kit.texts()
                        .get(
                                "packages.stripe.standing",
                                rows.size(),
                                kit.times().relative(run.asked().finished())))
                .orElse(kit.texts().get("packages.stripe.never"));
    }
}
