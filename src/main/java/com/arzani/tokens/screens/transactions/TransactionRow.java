package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;

/// An entry in the list.
///
/// @param movement the entry's tokens with the sign of its direction
record TransactionRow(LedgerEntry entry, Badge type, Tokens movement, String reason) {
    private static final int STRIPE_SHOWN = 14;

    static TransactionRow of(LedgerEntry entry, Texts texts) {
        Badge.Tone tone = switch (entry.type()) {
            case PURCHASE, BONUS -> Badge.Tone.SUCCESS;
            case REFUND, DISPUTE -> Badge.Tone.WARNING;
            case ADJUSTMENT, REVERSAL -> Badge.Tone.ACCENT;
            default -> Badge.Tone.NEUTRAL;
        };
        return new TransactionRow(
                entry,
                new Badge(texts.get("ledger.type." + entry.type().code()), tone),
                movement(entry),
                reason(entry, texts));
    }

    static Tokens movement(LedgerEntry entry) {
        return entry.direction().sign() > 0 ? entry.amount() : entry.amount().negated();
    }

    static String reason(LedgerEntry entry, Texts texts) {
        if (entry.reasonCode() == null) {
            return "";
        }
        String key = "ledger.reason." + entry.reasonCode();
        return texts.has(key) ? texts.get(key) : entry.reasonCode();
    }

    Instant createdAt() {
        return entry.createdAt();
    }

    String id() {
        return Long.toString(entry.id());
    }

    String user() {
        return Long.toString(entry.userId());
    }

    Tokens balanceAfter() {
        return entry.balanceAfter();
    }

    String action() {
        return entry.actionType() == null ? "" : entry.actionType();
    }

    String reference() {
        return entry.referenceId() == null ? "" : Long.toString(entry.referenceId());
    }

    /// The end of a Stripe id is what tells two apart.
    String stripe() {
        String id = entry.paymentIntentId() == null ? "" : entry.paymentIntentId();
        return id.length() <= STRIPE_SHOWN ? id : id.substring(0, 5) + "…" + id.substring(id.length() - 8);
    }

    String actor() {
        return entry.actor();
    }
}
