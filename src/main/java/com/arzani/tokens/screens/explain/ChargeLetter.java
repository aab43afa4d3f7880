package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.ChargeExplanation;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import java.util.StringJoiner;

/// One movement told to the customer it happened to: what it was for, what was there before and after, and whether it
/// was taken back.
final class ChargeLetter {
    private final Texts texts;
    private final Dates dates;
    private final CustomerLetter words;

    ChargeLetter(Texts texts) {
        this.texts = texts;
        dates = new Dates(texts);
        words = new CustomerLetter(texts);
    }

    String tell(ChargeExplanation charge) {
        LedgerEntry entry = charge.entry();
        StringJoiner told = new StringJoiner(" ");
        told.add(what(charge));
        told.add(texts.get(
                "explain.charge.balance",
                charge.balanceBefore().toString(),
                entry.balanceAfter().toString()));
        if (entry.owedDelta().count() > 0) {
            told.add(texts.get("explain.charge.debt", entry.owedDelta().count()));
        } else if (entry.owedDelta().count() < 0) {
            told.add(texts.get(
                    "explain.charge.debt_paid", entry.owedDelta().negated().count()));
        }
        if (charge.cost().compareTo(Pence.ZERO) > 0) {
            told.add(texts.get("explain.charge.cost", charge.cost().toString()));
        } else if (entry.type() == EntryType.CONSUMPTION) {
            told.add(texts.get("explain.charge.free"));
        }
        if (charge.reversal() != null) {
            told.add(texts.get(
                    entry.delta().count() < 0 ? "explain.charge.given_back" : "explain.charge.taken_back",
                    dates.day(charge.reversal().createdAt()),
                    charge.reversal().amount().count()));
        }
        return told.toString();
    }

    private String what(ChargeExplanation charge) {
        LedgerEntry entry = charge.entry();
        String when = dates.minute(entry.createdAt());
        long tokens = entry.amount().count();
        if (entry.type() != EntryType.CONSUMPTION) {
            String way = entry.direction().sign() > 0 ? "in" : "out";
            // What is held or given back for a check of ours is no dispute of theirs.
            String own = "explain.charge." + entry.actionType() + "." + way;
            return texts.get(
                    texts.has(own) ? own : "explain.charge." + entry.type().code() + "." + way, when, tokens);
        }
        String purpose = words.purpose(entry.actionType());
        return charge.listing() == null
                ? texts.get("explain.charge.spent", when, tokens, purpose)
                : texts.get("explain.charge.spent_on", when, tokens, purpose, SafeText.line(charge.listing()));
    }
}
