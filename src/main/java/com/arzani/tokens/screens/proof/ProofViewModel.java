package com.arzani.tokens.screens.proof;

import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.proof.SignedSeal;
import com.arzani.tokens.proof.WalletProofFile;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

/// How the ledger stands, what was checked and sealed, and a customer's proof file. While the screen is open it looks
/// at
/// the runs every second when one is under way, else every five: they are made by the service, wherever it is.
public final class ProofViewModel {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final int NEWEST = 5;

    final ObjectProperty<Verdict> verdict = new SimpleObjectProperty<>();
    final StringProperty state = new SimpleStringProperty("");
    final BooleanProperty underWay = new SimpleBooleanProperty();
    final DoubleProperty progress = new SimpleDoubleProperty(-1);
    final StringProperty user = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<RunRow, Long> runs;
    final KeyList<SealRow, Long> seals;
    final KeyList<DifferenceRow, Integer> differences;

    private final Kit kit;
    private final ProofServices services;
    private final Channel watching;
    private final Channel asking;
    private final Channel saving;
    private Seen seen;

    private record Look(List<ProofRun> newest, Optional<ProofRun> ended) {}

    private record Seen(long newest, ProofRun.State state, long ended) {}

    public ProofViewModel(Kit kit, ProofServices services) {
        this.kit = kit;
        this.services = services;
        runs = new KeyList<>(kit.tasks().latest("proof.runs"), kit.failures(), RunRow::id);
        seals = new KeyList<>(kit.tasks().latest("proof.seals"), kit.failures(), SealRow::id);
        differences = new KeyList<>(kit.tasks().latest("proof.differences"), kit.failures(), DifferenceRow::place);
        watching = kit.tasks().latest("proof.watch");
        asking = kit.tasks().oneAtATime("proof.request");
        saving = kit.tasks().latest("proof.file");
    }

    void activate() {
        seen = null;
        runs.load(this::runs);
        seals.load(this::seals);
        watch(Duration.ZERO);
    }

    void deactivate() {
        watching.cancel();
    }

    void show(Target target) {
        target.number(Places.USER).ifPresent(id -> user.set(Long.toString(id)));
    }

    void refresh() {
        runs.refresh(0);
        seals.refresh(0);
        watch(Duration.ZERO);
    }

    private Page<RunRow, Long> runs(Long before, int most) {
        List<ProofRun> page = services.runs().page(before == null ? Long.MAX_VALUE : before, most + 1);
        List<RunRow> rows = page.stream()
                .limit(most)
                .map(run -> RunRow.of(run, kit.texts()))
                .toList();
        return Page.of(rows, page.size() > most ? rows.getLast().id() : null);
    }

    private Page<SealRow, Long> seals(Long before, int most) {
        List<SignedSeal> page = services.seals().page(before == null ? Long.MAX_VALUE : before, most + 1);
        List<SealRow> rows = page.stream().limit(most).map(SealRow::of).toList();
        return Page.of(rows, page.size() > most ? rows.getLast().id() : null);
    }

    void request(ProofRun.Kind kind) {
        asking.run(
                () -> services.runs().request(kind),
                asked -> watch(Duration.ZERO),
                thrown -> failure.set(kit.failures().describe(thrown)));
        underWay.set(true);
        progress.set(-1);
        state.set(kit.texts().get("proof.state.waiting"));
    }

    void open(DifferenceRow row) {
        row.target().ifPresent(kit.navigator()::open);
    }

    private void watch(Duration pause) {
        watching.runAfter(
                pause,
                () -> new Look(
                        services.runs().page(Long.MAX_VALUE, NEWEST),
                        services.runs().lastEnded()),
                this::heard,
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    watch(CALM);
                });
    }

    private void heard(Look look) {
        failure.set(null);
        Optional<ProofRun> working = look.newest().stream()
                .filter(run -> !run.isOver())
                .reduce((one, other) -> other.state() == ProofRun.State.RUNNING ? other : one);
        underWay.set(working.isPresent());
        state.set(working.map(run -> Verdict.underWay(run, kit.texts())).orElse(""));
        progress.set(working.map(ProofRun::counts)
                .filter(counts -> counts.walletsTotal() > 0)
                .map(counts -> (double) counts.wallets() / counts.walletsTotal())
                .orElse(-1.0));
        Verdict now = Verdict.of(look.ended(), kit);
        if (!now.equals(verdict.get())) {
            List<DifferenceRow> rows = now.differences();
            verdict.set(now);
            differences.load((after, most) -> Page.of(rows, null));
        }
        Seen before = seen;
        seen = new Seen(
                look.newest().isEmpty() ? 0 : look.newest().getFirst().id(),
                working.map(ProofRun::state).orElse(null),
                look.ended().map(ProofRun::id).orElse(0L));
        // The lists were just read when the first answer comes.
        if (before != null && !seen.equals(before)) {
            runs.refresh(0);
            seals.refresh(0);
        }
        watch(working.isPresent() ? SOON : CALM);
    }

    /// Whether what was typed is no user's number, and nothing else is being saved.
    BooleanBinding cannotSave() {
        return Bindings.createBooleanBinding(() -> userId().isEmpty(), user).or(saving.busyProperty());
    }

    /// What is wrong with what was typed, once something was.
    String problem() {
        return user.get().isBlank() || userId().isPresent() ? "" : kit.texts().get("proof.file.no_user");
    }

    private Optional<Long> userId() {
        return Optional.of(user.get().strip())
                .filter(typed -> typed.matches("[1-9][0-9]{0,9}"))
                .map(Long::valueOf);
    }

    void save() {
        long id = userId().orElseThrow();
        Optional<Path> chosen =
                kit.desktop().chooseSaveFile(kit.texts().get("proof.file.title"), "proof-user-" + id + ".jsonl");
        if (chosen.isEmpty() || saving.isBusy()) {
            return;
        }
        Path target = chosen.get();
        saving.run(
                () -> WholeFile.write(target, out -> services.files().write(id, out)),
                written -> saved(id, written, target),
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }

    private void saved(long id, WalletProofFile.Written written, Path target) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts()
                                .get(
                                        "proof.file.done",
                                        Long.toString(id),
                                        written.entries(),
                                        Long.toString(written.sealNumber()),
                                        target.toString()),
                        kit.texts().get("proof.file.folder"),
                        () -> kit.desktop().open(target));
    }
}
