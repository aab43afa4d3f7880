package com.arzani.tokens.ledger;

/// One row of a batch as it was typed, pasted or read from a file: nothing is checked yet.
///
/// @param tokens signed: a minus takes
/// @param reason a code of the managed list, or empty for the one that holds for all
/// @param note   empty for the one that holds for all
public record BulkText(String user, String tokens, String reason, String note) {
    /// Nothing typed anywhere.
    public boolean blank() {
        return user.isBlank() && tokens.isBlank() && reason.isBlank() && note.isBlank();
    }

    /// What stands in one cell.
    public String of(BulkCell cell) {
        return switch (cell) {
            case USER -> user;
            case TOKENS -> tokens;
            case REASON -> reason;
            case NOTE -> note;
        };
    }

    /// The same with another text in one cell.
    public BulkText with(BulkCell cell, String text) {
        return new BulkText(
                cell == BulkCell.USER ? text : user,
                cell == BulkCell.TOKENS ? text : tokens,
                cell == BulkCell.REASON ? text : reason,
                cell == BulkCell.NOTE ? text : note);
    }
}
