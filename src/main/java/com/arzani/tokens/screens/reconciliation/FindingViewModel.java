package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.reconciliation.FindingStatus;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The chosen finding with both sides, and the decision on it.
final class FindingViewModel {
    /// Characters of a comment, as the database takes them.
    static final int COMMENT_MAX = 2_000;

    static final List<FindingStatus> DECISIONS =
            List.of(FindingStatus.RESOLVED, FindingStatus.ACCEPTED, FindingStatus.WAITING, FindingStatus.OPEN);

    final ObjectProperty<Finding> finding = new SimpleObjectProperty<>();
    final ObjectProperty<FindingStatus> decision = new SimpleObjectProperty<>();
    final StringProperty history = new SimpleStringProperty("");
    final StringProperty comment = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding mayDecide;
    final BooleanBinding canDecide;

    private final Kit kit;
    private final ReconciliationServices services;
    private final FindingWords words;
    private final Channel deciding;
    private final Channel reading;
    private final Channel owning;
    private final Channel telling;
    private Consumer<Finding> onDecided = decided -> {};

    FindingViewModel(Kit kit, ReconciliationServices services, FindingWords words) {
        this.kit = kit;
        this.services = services;
        this.words = words;
        deciding = kit.tasks().oneAtATime("reconciliation.decide");
        reading = kit.tasks().latest("reconciliation.finding");
        owning = kit.tasks().oneAtATime("reconciliation.owner");
        telling = kit.tasks().latest("reconciliation.history");
        mayDecide = Bindings.createBooleanBinding(
                () -> services.mayDecide() && finding.get() != null && !closedBySystem(finding.get()), finding);
        canDecide = Bindings.createBooleanBinding(
                () -> mayDecide.get()
                        && decision.get() != null
                        && commentProblem().isEmpty()
                        && !comment.get().isBlank()
                        && !deciding.isBusy(),
                mayDecide,
                decision,
                comment,
                deciding.busyProperty());
    }

    private static boolean closedBySystem(Finding shown) {
        return shown.status() == FindingStatus.FIXED || shown.status() == FindingStatus.GONE;
    }

    void onDecided(Consumer<Finding> listener) {
        onDecided = listener;
    }

    /// Shows a finding; what was typed for another one is put aside.
    void choose(Finding chosen) {
        Finding before = finding.get();
        if (before == null || before.id() != chosen.id()) {
            decision.set(null);
            comment.set("");
            failure.set(null);
        }
        finding.set(chosen);
        readHistory(chosen);
        if (chosen.status() == FindingStatus.OPEN) {
            long id = chosen.id();
            // Only a mark for colleagues: if it fails, nothing is lost.
            reading.run(
                    () -> {
                        services.desk().markRead(id);
                        return id;
                    },
                    done -> {},
                    thrown -> {});
        }
    }

    FindingWords.Detail detail() {
        return finding.get() == null ? null : words.detail(finding.get());
    }

    String commentProblem() {
        int length = comment.get().length();
        return length <= COMMENT_MAX ? "" : kit.texts().get("reconciliation.comment.long", length, COMMENT_MAX);
    }

    String name(FindingStatus status) {
        return kit.texts().get("reconciliation.decide." + status);
    }

    void decide() {
        long id = finding.get().id();
        FindingStatus status = decision.get();
        String reason = comment.get();
        failure.set(null);
        deciding.run(
                () -> services.desk().decide(id, status, reason),
                this::decided,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void decided(Finding now) {
        if (finding.get() != null && finding.get().id() == now.id()) {
            decision.set(null);
            comment.set("");
            finding.set(now);
            readHistory(now);
        }
        kit.notices()
                .tell(Severity.SUCCESS, kit.texts().get("reconciliation.decision.kept", words.status(now.status())));
        onDecided.accept(now);
    }

    /// The customer, else the Stripe event, else the catalogue's packages.
    void openSubject() {
        Finding shown = finding.get();
        if (shown.customer().userId().isPresent()) {
            openCustomer();
        } else if (shown.stripeId().startsWith("evt_")) {
            kit.navigator().open(Places.stripeEvents().with("show", "all").with(Places.SEARCH, shown.stripeId()));
        } else if (shown.stripeId().startsWith("package_")) {
            kit.navigator().open(Places.packages());
        }
    }

    /// Takes the finding over, or gives back what is one's own.
    void takeOrGive() {
        long id = finding.get().id();
        boolean own = isOwn();
        owning.run(
                () -> own ? services.desk().give(id, "") : services.desk().take(id),
                this::owned,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    String takeText() {
        return kit.texts().get(isOwn() ? "reconciliation.give_back" : "reconciliation.take");
    }

    boolean isOwn() {
        return finding.get() != null
                && finding.get().decision().owner().equals(services.desk().self());
    }

    private void owned(Finding now) {
        finding.set(now);
        readHistory(now);
        onDecided.accept(now);
    }

    private void readHistory(Finding of) {
        long id = of.id();
        history.set("");
        telling.run(() -> services.desk().notes(id), notes -> history.set(words.history(notes)), thrown -> {});
    }

    void openCustomer() {
        finding.get().customer().userId().ifPresent(userId -> kit.navigator().open(Places.user(userId)));
    }

    void openEntries() {
        finding.get().customer().userId().ifPresent(userId -> kit.navigator().open(Places.transactionsOf(userId)));
    }

    void copyStripeId() {
        kit.desktop().copy(finding.get().stripeId());
        kit.notices()
                .tell(
                        Severity.INFO,
                        kit.texts().get("reconciliation.copied", finding.get().stripeId()));
    }
}
