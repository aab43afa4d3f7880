package com.arzani.tokens.payments.risk;

import com.arzani.tokens.money.Pence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything about one review, of one moment.
public record RiskCase(
        RiskReview review, Judged judged, Numbers numbers, Optional<Block> block, List<Note> notes, Instant seenAt) {
    public RiskCase {
        notes = List.copyOf(notes);
    }

    /// @param bySupport one of our people asked for the checkout
    public record Judged(Instant at, boolean bySupport, int reviewFrom, int refuseFrom, List<RiskFinding> findings) {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    /// The customer in numbers, now.
    ///
    /// @param unpaid checkouts that failed or ended unpaid
    public record Numbers(
            Instant registeredAt,
            Purchases purchases,
            long disputes,
            long disputesLost,
            long contacts,
            long balance,
            long owed) {}

    public record Purchases(long paid, Pence spent, Pence refunded, long unpaid, long refused) {}

    /// A block in force.
    public record Block(String by, Instant at, String reason) {}

    /// @param kind `comment`, `release` or `refund`
    public record Note(String kind, String text, String by, Instant at) {}
}
