package com.arzani.tokens.screens.proof;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.proof.ProofRun;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the ledger stands, in words.
///
/// @param color which of the theme's meanings it has
/// @param broken the first place that differs, in a sentence; empty when none does
record Verdict(Color color, String headline, String told, String broken, List<DifferenceRow> differences) {
    /// The words carry the meaning, the colour repeats it.
    enum Color {
        NONE,
        GREEN,
        RED
    }

    Verdict {
        differences = List.copyOf(differences);
    }

    /// Whether the first place that differs is an entry; else it is a wallet, or neither.
    boolean opensEntry() {
        return !differences.isEmpty() && differences.getFirst().difference().entryId() != 0;
    }

    static Verdict of(Optional<ProofRun> last, Kit kit) {
        Texts texts = kit.texts();
        if (last.isEmpty()) {
            return new Verdict(Color.NONE, texts.get("proof.none"), texts.get("proof.none.told"), "", List.of());
        }
        ProofRun run = last.get();
        String when = kit.times().relative(run.times().finishedAt());
        return run.state() == ProofRun.State.GREEN ? green(run, when, texts) : red(run, when, texts);
    }

    private static Verdict green(ProofRun run, String when, Texts texts) {
        String told = texts.get(
                "proof.green." + run.kind().name().toLowerCase(Locale.ROOT),
                when,
                run.counts().wallets(),
                run.counts().entries());
        long seal = run.counts().sealNumber();
        String sealed = seal == 0 ? "" : " " + texts.get("proof.green.seal", Long.toString(seal));
        return new Verdict(Color.GREEN, texts.get("proof.green"), told + sealed, "", List.of());
    }

    private static Verdict red(ProofRun run, String when, Texts texts) {
        List<DifferenceRow> rows = new ArrayList<>();
        run.differences().forEach(each -> rows.add(DifferenceRow.of(rows.size(), each, texts)));
        String told = texts.get(run.counts().sealNumber() == 0 ? "proof.red.unsealed" : "proof.red.told", when);
        return new Verdict(
                Color.RED,
                texts.get("proof.red", run.counts().differences()),
                told,
                rows.isEmpty() ? "" : rows.getFirst().sentence(texts),
                rows);
    }

    /// What a run under way is doing.
    static String underWay(ProofRun run, Texts texts) {
        if (run.state() == ProofRun.State.WAITING) {
            return texts.get("proof.state.waiting");
        }
        ProofRun.Counts counts = run.counts();
        return texts.get(
                "proof.state.running",
                Digits.grouped(counts.wallets()),
                Digits.grouped(Math.max(counts.walletsTotal(), counts.wallets())),
                counts.entries());
    }
}
