package com.arzani.tokens.screens.tieout;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.reconciliation.ReportLine;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// One line of the report in words.
record LineRow(ReportLine line, String section, String name, Numbers numbers, String why) {
    private static final Set<String> NAMES = Set.of(
            "opening",
            "closing",
            "wallets",
            "fees",
            "stripe_balance",
            "all",
            "explained",
            "purchase",
            "bonus",
            "consumption",
            "refund",
            "dispute",
            "adjustment",
            "reversal",
            "expiry",
            "charge",
            "refund_failure",
            "dispute_reversal",
            "payout",
            "payout_reversal");
    private static final Set<String> LABELS = Set.of("on_its_way", "refunded_before", "sale_reversed");

    /// The numbers as text; empty where the line has none.
    record Numbers(String stripe, String ours, String difference, String explained, String unexplained) {}

    static LineRow of(ReportLine line, Texts texts) {
        String unit = line.unit();
        Numbers numbers = new Numbers(
                number(line.stripe(), unit),
                number(line.ours(), unit),
                number(line.difference(), unit),
                number(line.explained(), unit),
                number(line.unexplained(), unit));
        String section = texts.get("tieout.section." + line.section(), unit);
        String name = NAMES.contains(line.name()) ? texts.get("tieout.line." + line.name()) : line.name();
        return new LineRow(line, section, name, numbers, why(line, texts));
    }

    private static String why(ReportLine line, Texts texts) {
        if (line.section() == ReportLine.Section.PAYOUT) {
            return line.why();
        }
        return Arrays.stream(line.why().split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> LABELS.contains(word) ? texts.get("tieout.why." + word) : word)
                .collect(Collectors.joining(", "));
    }

    private static String number(Long value, String unit) {
        if (value == null) {
            return "";
        }
        if (unit.equals("tokens")) {
            return Digits.grouped(value);
        }
        String pounds = new Pence(value).toString();
        return unit.toUpperCase(Locale.ROOT).equals("GBP") ? pounds : pounds.replace("£", unit + " ");
    }

    Instant at() {
        return line.at();
    }
}
