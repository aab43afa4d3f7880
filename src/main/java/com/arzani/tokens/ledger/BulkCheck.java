package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads typed rows by the rules of the database, so that each problem is told in its cell before anything is sent (H4,
/// H5,
/// H6, H15). What depends on a wallet is the rehearsal's part.
public final class BulkCheck {
    private static final int NOTE_MAX = 2_000;
    private static final long TOKENS_MAX = 1_000_000_000_000L;
    private static final int SHOWN_MAX = 40;

    private final Map<String, ReasonCode> reasons;
    private final Adjustment.Reason common;

    /// @param common reason and note of the rows that have none; either may be empty
    public BulkCheck(List<ReasonCode> reasons, Adjustment.Reason common) {
        this.reasons = reasons.stream().collect(Collectors.toMap(ReasonCode::code, Function.identity()));
        this.common = common;
    }

    /// Reads one row.
    public BulkChecked check(int row, BulkText text) {
        Map<BulkCell, TokenProblem> problems = new EnumMap<>(BulkCell.class);
        long user = user(text.user().strip(), problems);
        long tokens = tokens(text.tokens().strip(), problems);
        String code = reason(text.reason().strip().toLowerCase(Locale.ROOT), tokens, problems);
        String note = note(text.note(), problems);
        if (!problems.isEmpty()) {
            return new BulkChecked(Optional.empty(), problems);
        }
        BulkLine line = new BulkLine(
                row,
                user,
                tokens > 0 ? Direction.CREDIT : Direction.DEBIT,
                new Tokens(Math.abs(tokens)),
                new Adjustment.Reason(code, note));
        return new BulkChecked(Optional.of(line), problems);
    }

    private static long user(String typed, Map<BulkCell, TokenProblem> problems) {
        OptionalLong number = Digits.parse(typed);
        if (typed.isEmpty()) {
            problems.put(BulkCell.USER, new Rejected("bulk_user_missing"));
        } else if (typed.indexOf('@') > 0) {
            problems.put(BulkCell.USER, new Rejected("bulk_user_is_email"));
        } else if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > Integer.MAX_VALUE) {
            problems.put(BulkCell.USER, new Rejected("bulk_user_not_an_id", shown(typed)));
        }
        return number.orElse(0);
    }

    /// One sign, then digits alone: no separators, no exponent, no other script's digits (H6).
    private static long tokens(String typed, Map<BulkCell, TokenProblem> problems) {
        boolean takes = typed.startsWith("-") || typed.startsWith("\u2212");
        boolean signed = takes || typed.startsWith("+");
        String digits = signed ? typed.substring(1) : typed;
        boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        OptionalLong number = Digits.parse(digits);
        if (typed.isEmpty()) {
            problems.put(BulkCell.TOKENS, new Rejected("bulk_tokens_missing"));
        } else if (!plain) {
            problems.put(BulkCell.TOKENS, new Rejected("bulk_tokens_not_whole", shown(typed)));
        } else if (number.isEmpty() || number.getAsLong() > TOKENS_MAX) {
            problems.put(BulkCell.TOKENS, new Rejected("tokens_out_of_range"));
        } else if (number.getAsLong() == 0) {
            problems.put(BulkCell.TOKENS, new Rejected("bulk_tokens_zero"));
        }
        return takes ? -number.orElse(0) : number.orElse(0);
    }

    private String reason(String typed, long tokens, Map<BulkCell, TokenProblem> problems) {
        String code = typed.isEmpty() ? common.code() : typed;
        ReasonCode reason = reasons.get(code);
        if (code.isEmpty()) {
            problems.put(BulkCell.REASON, new Rejected("bulk_reason_missing"));
        } else if (reason == null) {
            problems.put(BulkCell.REASON, new Rejected("bulk_reason_unknown", shown(code)));
        } else if (tokens > 0 && !reason.forGrant()) {
            problems.put(BulkCell.REASON, new Rejected("bulk_reason_takes", code));
        } else if (tokens < 0 && !reason.forTake()) {
            problems.put(BulkCell.REASON, new Rejected("bulk_reason_gives", code));
        }
        return code;
    }

    private String note(String typed, Map<BulkCell, TokenProblem> problems) {
        String note =
                (typed.isBlank() ? common.note() : typed).replace("\r\n", "\n").strip();
        if (note.isEmpty()) {
            problems.put(BulkCell.NOTE, new Rejected("bulk_note_missing"));
        } else if (!storable(note)) {
            problems.put(BulkCell.NOTE, new Rejected("text_has_control_characters"));
        } else if (note.codePointCount(0, note.length()) > NOTE_MAX) {
            problems.put(BulkCell.NOTE, new Rejected("note_too_long", note.codePointCount(0, note.length())));
        }
        return note;
    }

    private static String shown(String typed) {
        return typed.length() > SHOWN_MAX ? typed.substring(0, SHOWN_MAX) + "…" : typed;
    }

    /// No control character but tab and line feed, no half of a surrogate pair.
    private static boolean storable(String note) {
        return note.codePoints()
                .allMatch(point -> (point >= ' ' || point == '\n' || point == '\t')
                        && Character.getType(point) != Character.SURROGATE);
    }
}
