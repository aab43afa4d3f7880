package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Severity;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The way back from a grant or a take. For half a minute it is one press: a reversal with a key of its own, so that
/// pressing
/// twice takes back once. Later it leads to the form, where the reversal is given a reason.
final class Undo {
    static final Duration OFFERED = Duration.ofSeconds(30);
    private static final String REASON = "correction";

    private final Kit kit;
    private final LedgerService ledger;
    private final Supplier<String> keys;
    private final Channel writing;
    private final Consumer<LedgerEntry> onUndone;

    /// @param onUndone told of the reversal
    Undo(Kit kit, LedgerService ledger, Supplier<String> keys, Consumer<LedgerEntry> onUndone) {
        this.kit = kit;
        this.ledger = ledger;
        this.keys = keys;
        this.onUndone = onUndone;
        writing = kit.tasks().oneAtATime("wallets.undo");
    }

    /// Tells what was posted and offers to take it back.
    void offer(LedgerEntry entry, String text) {
        String key = keys.get();
        Notice notice = kit.notices()
                .tell(Severity.SUCCESS, text, kit.texts().get("wallets.done.undo"), () -> undo(key, entry, text));
        // Each notice waits for itself.
        kit.tasks()
                .latest("wallets.undo." + entry.id())
                .runAfter(
                        OFFERED,
                        () -> "",
                        over -> kit.notices()
                                .offer(notice, kit.texts().get("wallets.done.reverse"), () -> reverse(entry)),
                        thrown -> {});
    }

    private void undo(String key, LedgerEntry entry, String text) {
        Adjustment.Reason why =
                new Adjustment.Reason(REASON, kit.texts().get("wallets.done.undo.note", Long.toString(entry.id())));
        writing.run(() -> ledger.reverse(new Reversal(key, entry.id(), null, why)), onUndone, thrown -> {
            kit.notices().tell(kit.failures().describe(thrown));
            // Pressing again, by the same key, does no harm whatever became of the first.
            kit.notices().tell(Severity.INFO, text, kit.texts().get("wallets.done.undo"), () -> undo(key, entry, text));
        });
    }

    private void reverse(LedgerEntry entry) {
        kit.navigator().open(Places.wallet(entry.userId()).with(Places.REVERSE, entry.id()));
    }
}
