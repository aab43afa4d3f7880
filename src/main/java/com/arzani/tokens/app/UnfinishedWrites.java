package com.arzani.tokens.app;

import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.market.Boosts;
import com.arzani.tokens.market.Unlocks;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.PendingWrites;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// After a console was killed: what became of the writes it had sent, told to the same operator at the next sign-in
/// (F1).
/// The ledger is asked for each key; nothing is sent again.
final class UnfinishedWrites {
    private static final String BOOST = "boost";
    private static final String UNLOCK = "unlock";
    private static final String REQUEST = "request";

    private final Kit kit;
    private final UnfinishedFolder folder;
    private final LedgerService ledger;
    private final Boosts boosts;
    private final Unlocks unlocks;
    private final Approvals approvals;
    private final Channel asking;

    UnfinishedWrites(ConsoleSession session, UnfinishedFolder folder) {
        this.kit = session.kit();
        this.folder = folder;
        this.ledger = new LedgerService(session.database());
        this.boosts = new Boosts(session.database());
        this.unlocks = new Unlocks(session.database());
        this.approvals = new Approvals(session.database());
        this.asking = kit.tasks().latest("unfinished.writes");
    }

    /// @param entry what it posted, if it posted an entry
    private record Found(PendingWrites.Write write, boolean posted, Optional<LedgerEntry> entry) {}

    /// Asks until the database answers.
    void tell() {
        asking.runUntilAvailable(this::find, found -> found.forEach(this::tell), thrown -> {});
    }

    private List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (PendingWrites.Write write : folder.left()) {
            found.add(find(write));
        }
        // Only once all are known, and about to be told.
        found.forEach(known -> folder.settle(known.write().key()));
        return found;
    }

    private Found find(PendingWrites.Write write) {
        Optional<LedgerEntry> entry = ledger.outcome(write.key()).stream().findFirst();
        return new Found(write, entry.isPresent() || changedElse(write), entry);
    }

    /// Whether it did what leaves no entry.
    private boolean changedElse(PendingWrites.Write write) {
        return switch (write.what().kind()) {
            case BOOST -> !boosts.change(write.key()).isEmpty();
            case UNLOCK -> unlocks.change(write.key()).isPresent();
            case REQUEST -> approvals.byKey(write.key()).isPresent();
            default -> false;
        };
    }

    private void tell(Found found) {
        PendingWrites.What what = found.write().what();
        String words = kit.texts().get("unfinished.what." + what.kind(), what.tokens(), Long.toString(what.target()));
        Target place = found.entry().map(entry -> Places.entry(entry.id())).orElseGet(() -> place(what));
        kit.notices()
                .tell(
                        found.posted() ? Severity.SUCCESS : Severity.WARNING,
                        sentence(found, words),
                        kit.texts().get("unfinished.show"),
                        () -> kit.navigator().open(place));
    }

    private static Target place(PendingWrites.What what) {
        return switch (what.kind()) {
            case BOOST -> Places.boost(what.target());
            case UNLOCK -> Places.user(what.target());
            default -> Places.wallet(what.target());
        };
    }

    private String sentence(Found found, String words) {
        if (!found.posted()) {
            return kit.texts().get("unfinished.not_posted", words);
        }
        return found.entry()
                .map(entry -> kit.texts()
                        .get(
                                "unfinished.posted",
                                words,
                                kit.times().exact(entry.createdAt()),
                                Long.toString(entry.id())))
                .orElseGet(() -> kit.texts().get("unfinished.done", words));
    }
}
