package com.arzani.tokens.ui;

import java.util.Locale;

/// Text that customers wrote, made fit to stand next to ours (H4, H16): characters nobody sees are made visible, text
/// that runs from right to left is isolated so that it cannot turn what follows it around, and length is bounded.
public final class SafeText {
    /// Longer text is cut on screen; the record itself keeps it whole.
    public static final int SHOWN_MAX = 200;

    private static final int MARKS_MAX = 3;
    private static final String ISOLATE = "\u2068";
    private static final String END_ISOLATE = "\u2069";

    private SafeText() {}

    /// One line, at most [#SHOWN_MAX] characters.
    public static String line(String raw) {
        return show(raw, SHOWN_MAX, false);
    }

    /// Whole text with its line breaks, for a note.
    public static String block(String raw) {
        return show(raw, Integer.MAX_VALUE, true);
    }

    private static String show(String raw, int limit, boolean breaks) {
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(raw.length(), limit) + 8);
        boolean turns = false;
        int marks = 0;
        int taken = 0;
        for (int at = 0; at < raw.length(); ) {
            if (taken >= limit) {
                shown.append('…');
                break;
            }
            int point = raw.codePointAt(at);
            at += Character.charCount(point);
            marks = isMark(point) ? marks + 1 : 0;
            turns |= runsRightToLeft(point);
            if (marks <= MARKS_MAX) {
                taken++;
                append(shown, point, breaks);
            }
        }
        return turns ? ISOLATE + shown + END_ISOLATE : shown.toString();
    }

    private static void append(StringBuilder shown, int point, boolean breaks) {
        if (point == '\n' && breaks) {
            shown.append('\n');
        } else if (isInvisible(point)) {
            shown.append(String.format(Locale.ROOT, "‹%04X›", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return switch (type) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                // Spaces that are not a space, and letters drawn as nothing.
                type == Character.SPACE_SEPARATOR && point != ' ' && point != 0xA0
                        || point == 0x115F
                        || point == 0x1160
                        || point == 0x3164
                        || point == 0xFFA0
                        || point == 0x034F;
        };
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean runsRightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }
}
