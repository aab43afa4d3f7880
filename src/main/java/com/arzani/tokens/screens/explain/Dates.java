package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Days as a customer in the United Kingdom reads them, counted in UTC like every day of the ledger.
final class Dates {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK);

    private final Texts texts;

    Dates(Texts texts) {
        this.texts = texts;
    }

    String day(LocalDate day) {
        return DAY.format(day);
    }

    String day(Instant at) {
        return day(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    String minute(Instant at) {
        return texts.get("explain.utc", MINUTE.format(at.atOffset(ZoneOffset.UTC)));
    }

    /// "on 3 November 2026", or "between 3 November 2026 and 9 December 2026".
    String period(Instant first, Instant last) {
        String from = day(first);
        String to = day(last);
        return from.equals(to) ? texts.get("explain.on", from) : texts.get("explain.between", from, to);
    }
}
