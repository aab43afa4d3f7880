package com.arzani.tokens.market;

import com.arzani.tokens.problem.Rejected;

/// What a person typed, before it goes to the database; the database checks again (H4, H5, H15).
final class Wording {
    /// Characters of a reason or note, as in the audit's column.
    static final int REASON_MAX = 2000;

    /// No name or e-mail is longer.
    static final int SEARCH_MAX = 400;

    private Wording() {}

    /// A reason in words: trimmed, never empty, never endless, only characters that can be stored.
    ///
    /// @throws Rejected `reason_missing`, `note_too_long` (length), `text_has_control_characters`
    static String reason(String typed) {
        String reason = typed == null ? "" : typed.strip();
        if (reason.isEmpty()) {
            throw new Rejected("reason_missing");
        }
        if (reason.codePointCount(0, reason.length()) > REASON_MAX) {
            throw new Rejected("note_too_long", reason.codePointCount(0, reason.length()));
        }
        if (!canBeStored(reason)) {
            throw new Rejected("text_has_control_characters");
        }
        return reason;
    }

    /// False for text no record can hold, so that looking for it is in vain: NUL, half a surrogate pair, or too long.
    static boolean canBeFound(String text) {
        return text.length() <= SEARCH_MAX && canBeStored(text);
    }

    private static boolean canBeStored(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }
}
