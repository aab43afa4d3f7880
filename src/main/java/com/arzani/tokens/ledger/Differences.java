package com.arzani.tokens.ledger;

import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Collects what a proof finds; keeps the first and counts all, so that a thoroughly broken ledger does not fill the
/// memory.
final class Differences {
    private static final int KEPT = 1_000;

    private final List<Difference> kept = new ArrayList<>();
    private long count;

    void add(Kind kind, long userId, String detail, Object... values) {
        addAt(kind, userId, 0, detail, values);
    }

    /// As [#add], at an entry.
    void addAt(Kind kind, long userId, long entryId, String detail, Object... values) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Difference(kind, userId, entryId, String.format(Locale.ROOT, detail, values)));
        }
    }

    long count() {
        return count;
    }

    /// Notes a difference between two numbers, if there is one.
    void compare(Kind kind, long userId, String what, long found, long expected) {
        if (found != expected) {
            add(kind, userId, "%s is %d, entries say %d", what, found, expected);
        }
    }

    ProofReport report(ProofReport.Counts counts) {
        return new ProofReport(counts, List.copyOf(kept), count);
    }
}
