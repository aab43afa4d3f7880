package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a typed amount and note, and says in a sentence what is wrong with them (H6, H15).
final class AmountInput {
    static final int NOTE_MAX = 2_000;

    /// The database's bound.
    private static final long TOKENS_MAX = 1_000_000_000_000L;

    private static final int SHOWN_MAX = 24;

    private AmountInput() {}

    static Optional<Tokens> tokens(String typed) {
        OptionalLong number = Digits.parse(typed);
        boolean fits = number.isPresent() && number.getAsLong() >= 1 && number.getAsLong() <= TOKENS_MAX;
        return fits ? Optional.of(new Tokens(number.getAsLong())) : Optional.empty();
    }

    /// Empty while nothing is typed or nothing is wrong.
    static String amountProblem(String typed, Texts texts) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || tokens(text).isPresent()) {
            return "";
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
            return texts.get("wallets.form.amount.not_digits", SafeText.line(shown));
        }
        boolean zero = text.chars().allMatch(c -> c == '0');
        return texts.get(zero ? "wallets.form.amount.zero" : "wallets.form.amount.too_large");
    }

    static boolean noteFits(String note) {
        return !note.isBlank() && length(note) <= NOTE_MAX && storable(note);
    }

    /// Empty while nothing is typed or nothing is wrong.
    static String noteProblem(String note, Texts texts) {
        if (note.isEmpty() || noteFits(note)) {
            return "";
        }
        if (note.isBlank()) {
            return texts.get("wallets.form.note.blank");
        }
        return length(note) > NOTE_MAX
                ? texts.get("wallets.form.note.too_long", length(note))
                : texts.get("wallets.form.note.unreadable");
    }

    /// As the database counts: code points of the trimmed note.
    static int length(String note) {
        String stripped = note.strip();
        return stripped.codePointCount(0, stripped.length());
    }

    /// No control character but tab and line feed, no half of a surrogate pair (H4, H5).
    private static boolean storable(String note) {
        return note.codePoints()
                .allMatch(point -> (point >= ' ' || point == '\n' || point == '\t' || point == '\r')
                        && Character.getType(point) != Character.SURROGATE);
    }
}
