package com.arzani.tokens.money;

import java.util.OptionalLong;

/// The one rule by which typed amounts are read and whole numbers are written (H6).
public final class Digits {
    static final String MINUS = "\u2212";

    private Digits() {}

    /// Reads a whole number: ASCII digits alone, spaces around them forgiven. Signs, separators, exponents, other
    /// scripts'
    /// digits and anything beyond a `long` give nothing.
    public static OptionalLong parse(String text) {
        String digits = text == null ? "" : text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /// Reads pounds such as `12`, `12.5` or `12.50` as pence; at most two decimals, no sign, no separators.
    public static OptionalLong parsePounds(String text) {
        String pounds = text == null ? "" : text.strip();
        if (pounds.startsWith("£")) {
            pounds = pounds.substring(1);
        }
        int point = pounds.indexOf('.');
        String whole = point < 0 ? pounds : pounds.substring(0, point);
        String decimals = point < 0 ? "00" : pounds.substring(point + 1);
        if (decimals.isEmpty() || decimals.length() > 2) {
            return OptionalLong.empty();
        }
        OptionalLong wholeValue = parse(whole);
        OptionalLong decimalValue = parse(decimals.length() == 1 ? decimals + "0" : decimals);
        if (wholeValue.isEmpty() || decimalValue.isEmpty() || hasSpace(whole) || hasSpace(decimals)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(wholeValue.getAsLong(), 100), decimalValue.getAsLong()));
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static boolean hasSpace(String text) {
        return text.chars().anyMatch(Character::isWhitespace);
    }

    /// A whole number with its thousands grouped by commas and a true minus sign.
    public static String grouped(long number) {
        String text = String.format(java.util.Locale.ROOT, "%,d", number);
        return number < 0 ? MINUS + text.substring(1) : text;
    }
}
