package com.arzani.tokens.files;

import com.arzani.tokens.money.Pence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One column of an export: its header, and a row's value as text (CSV) and as what it is (workbooks).
///
/// @param value the text, already harmless
/// @param raw   harmless text, a `Long`, an `Instant`, a `BigDecimal` or [Pence]; null if there is none
public record CsvColumn<R>(String header, Function<R, String> value, Function<R, ?> raw) {
    /// What a spreadsheet would run as a formula, also behind apostrophes of our own (H1). The last four are the wide
    /// forms that some spreadsheets take for the same signs.
    private static final Pattern FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    /// @param value text that is harmless already
    public CsvColumn(String header, Function<R, String> value) {
        this(header, value, value);
    }

    /// Text that anybody may have written. What begins like a formula gets a leading apostrophe; to read it back, take
    /// one apostrophe away where [FORMULA] matches.
    public static <R> CsvColumn<R> text(String header, Function<R, String> value) {
        return new CsvColumn<>(header, value.andThen(CsvColumn::harmless));
    }

    /// A whole number: plain digits with a minus sign, never escaped.
    public static <R> CsvColumn<R> number(String header, Function<R, Long> value) {
        return new CsvColumn<>(header, row -> text(value.apply(row), Objects::toString), value);
    }

    /// A number with decimals, such as a rate: plain digits with a point, never escaped.
    public static <R> CsvColumn<R> decimal(String header, Function<R, BigDecimal> value) {
        return new CsvColumn<>(header, row -> text(value.apply(row), BigDecimal::toPlainString), value);
    }

    /// Money in whole units with two decimals, `-12.50`, never escaped; its currency stands in the header or beside it.
    public static <R> CsvColumn<R> money(String header, Function<R, Pence> value) {
        return new CsvColumn<>(header, row -> text(value.apply(row), CsvColumn::decimals), value);
    }

    /// A time in ISO 8601 with its offset, in UTC, to the microsecond the database keeps.
    public static <R> CsvColumn<R> time(String header, Function<R, Instant> value) {
        return new CsvColumn<>(
                header, row -> text(value.apply(row), time -> ISO.format(time.atOffset(ZoneOffset.UTC))), value);
    }

    private static <V> String text(V value, Function<V, String> words) {
        return value == null ? "" : words.apply(value);
    }

    private static String decimals(Pence pence) {
        return BigDecimal.valueOf(pence.amount(), 2).toPlainString();
    }

    /// Text as a spreadsheet may have it; nothing becomes an empty text.
    public static String harmless(String text) {
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
