package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.Moment;
import com.arzani.tokens.money.Digits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a typed moment, in UTC: `2026-11-03`, `3 Nov 2026` or `03/11/2026`, with or without a time such as `14:05` or
/// `14:05:30`; `entry 123` for the moment after an entry; nothing for now. A day alone means its end.
final class MomentInput {
    private static final List<DateTimeFormatter> DAYS =
            List.of(day("uuuu-MM-dd"), day("d MMM uuuu"), day("d MMMM uuuu"), day("d/M/uuuu"));
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("H:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.UK)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.UK);

    private MomentInput() {}

    private static DateTimeFormatter day(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.UK)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// Nothing if nobody could tell what is meant.
    static Optional<Moment> read(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            return Optional.of(Moment.NOW);
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("entry ")) {
            var id = Digits.parse(text.substring(6));
            return id.isPresent() ? Optional.of(Moment.after(id.getAsLong())) : Optional.empty();
        }
        String plain = text.replaceFirst("\\s*(Z|UTC)$", "")
                .replaceFirst("(\\d)T(\\d)", "$1 $2")
                .replace(',', ' ');
        int gap = plain.indexOf(':') < 0 ? -1 : plain.lastIndexOf(' ');
        String day = gap < 0 ? plain : plain.substring(0, gap);
        Optional<LocalTime> time = gap < 0 ? Optional.of(LocalTime.MAX) : time(plain.substring(gap + 1));
        return time.flatMap(at -> day(day.strip().replaceAll("\\s+", " "), at));
    }

    private static Optional<Moment> day(String text, LocalTime time) {
        for (DateTimeFormatter form : DAYS) {
            try {
                LocalDate day = LocalDate.parse(text, form);
                return day.getYear() < 2000 || day.getYear() > 2999
                        ? Optional.empty()
                        : Optional.of(Moment.at(LocalDateTime.of(day, time).toInstant(ZoneOffset.UTC)));
            } catch (DateTimeException notThisForm) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text, TIME));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /// The moment as one would type it.
    static String write(Moment moment) {
        if (moment.entryId() != null) {
            return "entry " + moment.entryId();
        }
        Instant at = moment.at();
        return at == null ? "" : WRITTEN.format(at.atOffset(ZoneOffset.UTC));
    }
}
