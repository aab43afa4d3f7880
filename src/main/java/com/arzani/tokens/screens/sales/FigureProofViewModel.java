package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.FigureProof;
import com.arzani.tokens.insight.FigureProofs;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// When the kept figures were proven last, until when, and what differed. They are proven by the service, wherever it
/// is,
/// so it is looked at again from time to time while the page is in front.
public final class FigureProofViewModel {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(10);

    final StringProperty text = new SimpleStringProperty("");
    final BooleanProperty red = new SimpleBooleanProperty();
    final BooleanProperty underWay = new SimpleBooleanProperty();
    final ObservableList<FigureProof.Difference> differences = FXCollections.observableArrayList();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();

    private final Kit kit;
    private final FigureProofs proofs;
    private final Channel watching;
    private final Channel asking;

    private record Look(Optional<FigureProof> newest, Optional<FigureProof> ended) {}

    public FigureProofViewModel(Kit kit, FigureProofs proofs) {
        this.kit = kit;
        this.proofs = proofs;
        watching = kit.tasks().latest("liability.proof.watch");
        asking = kit.tasks().oneAtATime("liability.proof.request");
    }

    /// @param front whether the page can be seen
    void setInFront(boolean front) {
        if (front) {
            watch(Duration.ZERO);
        } else {
            watching.cancel();
        }
    }

    void prove() {
        failure.set(null);
        underWay.set(true);
        asking.run(proofs::request, asked -> watch(Duration.ZERO), thrown -> {
            underWay.set(false);
            failure.set(kit.failures().describe(thrown));
        });
    }

    private void watch(Duration pause) {
        watching.runAfter(pause, () -> new Look(proofs.newest(), proofs.lastEnded()), this::seen, thrown -> {
            failure.set(kit.failures().describe(thrown));
            watch(CALM);
        });
    }

    private void seen(Look look) {
        underWay.set(look.newest().filter(one -> !one.state().isOver()).isPresent());
        red.set(look.ended().filter(one -> one.state() == FigureProof.State.RED).isPresent());
        text.set(look.ended().map(this::words).orElse(kit.texts().get("liability.proof.never")));
        var found = look.ended().map(FigureProof::differences).orElse(java.util.List.of());
        if (!differences.equals(found)) {
            differences.setAll(found);
        }
        watch(underWay.get() ? SOON : CALM);
    }

    private String words(FigureProof proof) {
        String until = proof.asOf() == null
                ? kit.texts().get("liability.not_yet")
                : kit.times().minute(proof.asOf());
        String when = kit.times().minute(proof.finishedAt());
        return proof.state() == FigureProof.State.GREEN
                ? kit.texts().get("liability.proof.green", when, until)
                : kit.texts().get("liability.proof.red", when, until, proof.differenceCount());
    }
}
