package com.arzani.tokens.insight;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One column of an export: its header and how a row's value is written.
public record CsvColumn<R>(String header, Function<R, String> value) {
    /// What a spreadsheet would run as a formula, also behind apostrophes of our own (H1). The last four are the wide
    /// forms that some spreadsheets take for the same signs.
    private static final Pattern FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");

    /// Text that anybody may have written. What begins like a formula gets a leading apostrophe; to read it back, take
    /// one apostrophe away where [FORMULA] matches.
    public static <R> CsvColumn<R> text(String header, Function<R, String> value) {
        return new CsvColumn<>(header, value.andThen(CsvColumn::harmless));
    }

    /// A whole number: plain digits with a minus sign, never escaped.
    public static <R> CsvColumn<R> number(String header, Function<R, Long> value) {
        return new CsvColumn<>(header, value.andThen(number -> number == null ? "" : Long.toString(number)));
    }

    /// A time in ISO 8601 with its offset, in UTC, to the microsecond the database keeps.
    public static <R> CsvColumn<R> time(String header, Function<R, Instant> value) {
        DateTimeFormatter iso = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");
        return new CsvColumn<>(
                header, value.andThen(time -> time == null ? "" : iso.format(time.atOffset(ZoneOffset.UTC))));
    }

    static String harmless(String text) {
        if (text == null) {
            return "";
        }
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    /// The text as it was before it was exported.
    public static String original(String exported) {
        boolean escaped = exported.startsWith("'") && FORMULA.matcher(exported).find();
        return escaped ? exported.substring(1) : exported;
    }
}
