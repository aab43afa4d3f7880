package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the system puts right by itself, through the same functions that events go through, within ceilings that keep a
/// mistake from crediting a thousand customers.
final class Repairs {
    private final Database database;
    private final Crediting crediting;
    private final StripeBooks books;
    private final Bookers bookers;

    /// Who books refunds and disputes.
    record Bookers(Booker refunds, Booker disputes) {}

    Repairs(Database database, Crediting crediting, StripeBooks books, Bookers bookers) {
        this.database = database;
        this.crediting = crediting;
        this.books = books;
        this.bookers = bookers;
    }

    /// @param perRun repairs in one run at most
    /// @param tokensEach tokens of one repair at most
    record Ceilings(long perRun, long tokensEach) {}

    Ceilings ceilings() {
        return database.read(session -> {
            Sql sql = new Sql(session);
            return new Ceilings(
                    setting(sql, "RECONCILIATION_REPAIRS_PER_RUN"), setting(sql, "RECONCILIATION_REPAIR_TOKENS"));
        });
    }

    /// How long an event may take before its payment is missed (R1).
    Duration creditedWithin() {
        return Duration.ofMinutes(database.read(session -> setting(new Sql(session), "RECONCILIATION_WAIT_MINUTES")));
    }

    private static long setting(Sql sql, String name) {
        // Without a setting nothing is put right automatically.
        return sql.row(
                        "SELECT value FROM settings WHERE name = ? ORDER BY version DESC LIMIT 1",
                        row -> Long.parseLong(row.getString(1)),
                        name)
                .orElse(0L);
    }

    /// Whether this is for the system at all.
    static boolean isForSystem(Difference difference, Booking ours) {
        return switch (difference.kind()) {
            case R1, R3, R5, R15 -> true;
            case R4 -> difference.tokens() > 0;
            case R8 -> !ours.everCredited();
            default -> false;
        };
    }

    /// Why it is left, if it is beyond a ceiling.
    Optional<String> ceiling(Difference difference, long actedInRun) {
        Ceilings ceilings = ceilings();
        if (Math.absExact(difference.tokens()) > ceilings.tokensEach()) {
            return Optional.of("ceiling_tokens");
        }
        return actedInRun >= ceilings.perRun() ? Optional.of(CEILING_RUN) : Optional.empty();
    }

    static final String CEILING_RUN = "ceiling_run";

    /// Puts it right, or (dry) looks whether it would.
    ///
    /// @return empty if it was done, else the key of the reason why not
    Optional<String> repair(Difference difference, Payment payment, Booking ours, boolean dry) {
        return switch (difference.kind()) {
            case R1 -> crediting.credit(payment, ours, dry);
            case R8 -> crediting.creditAgain(payment, ours, dry);
            case R5 ->
                bring(
                        bookers.disputes(),
                        books.disputesOf(payment.id()).stream().map(Dispute::id).toList(),
                        dry);
            default ->
                bring(
                        bookers.refunds(),
                        books.refundsOf(payment.id()).stream().map(Refund::id).toList(),
                        dry);
        };
    }

    private static Optional<String> bring(Booker booker, List<String> ids, boolean dry) {
        if (ids.isEmpty()) {
            return Optional.of("nothing_at_stripe");
        }
        if (dry) {
            return Optional.empty();
        }
        try {
            ids.forEach(booker::bring);
            return Optional.empty();
        } catch (Rejected | Conflict refused) {
            return Optional.of(refused.key());
        }
    }
}
