package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.FigureProof;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Kit;
import java.util.Optional;

/// How the figures stood when they were last derived again from the entries.
final class ProofWords {
    private ProofWords() {}

    static Badge of(Optional<FigureProof> last, Kit kit) {
        if (last.isEmpty()) {
            return new Badge(kit.texts().get("economy.proof.none"), Badge.Tone.NEUTRAL);
        }
        FigureProof proof = last.get();
        String when = kit.times().minute(proof.finishedAt());
        return proof.state() == FigureProof.State.GREEN
                ? new Badge(kit.texts().get("economy.proof.green", when), Badge.Tone.SUCCESS)
                : new Badge(kit.texts().get("economy.proof.red", when, proof.differenceCount()), Badge.Tone.DANGER);
    }
}
