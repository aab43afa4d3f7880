package com.arzani.tokens.ui.chart;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/// What the numbers of a figure count; each is a whole number of it.
///
/// @param currency ISO 4217 in capitals, of money alone; empty otherwise (T21)
public record Unit(Kind kind, String currency) {
    public static final Unit TOKENS = new Unit(Kind.TOKENS, "");
    public static final Unit COUNT = new Unit(Kind.COUNT, "");
    /// Hundredths of a percent: 1234 is 12.34 %.
    public static final Unit PERCENT = new Unit(Kind.PERCENT, "");

    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final Map<String, String> SIGNS = Map.of("GBP", "£", "EUR", "€", "USD", "$");

    public enum Kind {
        /// Pence, or another currency's hundredths.
        PENCE,
        TOKENS,
        COUNT,
        /// Basis points.
        PERCENT
    }

    public static Unit pence(String currency) {
        return new Unit(Kind.PENCE, currency.toUpperCase(java.util.Locale.ROOT));
    }

    public static Unit pounds() {
        return pence("GBP");
    }

    /// The number exactly as it is read in a table; a percentage has one decimal.
    public String text(long value) {
        return switch (kind) {
            case PENCE -> new Pence(value).toString().replace("£", sign());
            case TOKENS, COUNT -> Digits.grouped(value);
            case PERCENT ->
                grouped(BigDecimal.valueOf(value, 2)
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString()) + "%";
        };
    }

    /// The number as it stands at an axis: `£50k`, `£1.2m`, `12,000`, `45%`.
    ///
    /// @param top the greatest number of that axis, so that all of its labels are of one kind
    String axisText(long value, long top) {
        if (kind == Kind.PERCENT) {
            return grouped(short2(value)) + "%";
        }
        String sign = kind == Kind.PENCE ? sign() : "";
        BigDecimal units = kind == Kind.PENCE ? BigDecimal.valueOf(value, 2) : BigDecimal.valueOf(value);
        long greatest = kind == Kind.PENCE ? top / 100 : top;
        boolean thousands = kind == Kind.PENCE && greatest >= 10 * THOUSAND;
        String digits = (units.signum() < 0 ? "-" : "") + sign;
        if (greatest >= MILLION) {
            return grouped(digits + plain(units.abs().divide(BigDecimal.valueOf(MILLION)))) + suffix(value, "m");
        }
        if (thousands) {
            return grouped(digits + plain(units.abs().divide(BigDecimal.valueOf(THOUSAND)))) + suffix(value, "k");
        }
        return digits.replace("-", "\u2212")
                + Digits.grouped(units.abs().longValue())
                + decimals(units.abs().remainder(BigDecimal.ONE));
    }

    /// Money that has its sign before it: `£`, or `CHF ` where none is known.
    public String sign() {
        return kind == Kind.PENCE ? SIGNS.getOrDefault(currency, currency + " ") : "";
    }

    private static String suffix(long value, String suffix) {
        return value == 0 ? "" : suffix;
    }

    private static String decimals(BigDecimal rest) {
        return rest.signum() == 0
                ? ""
                : rest.setScale(2, RoundingMode.UNNECESSARY).toPlainString().substring(1);
    }

    private static String short2(long hundredths) {
        return plain(BigDecimal.valueOf(hundredths, 2));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String grouped(String number) {
        return number.replace("-", "\u2212");
    }
}
