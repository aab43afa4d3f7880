package com.arzani.tokens.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them: "3 min ago" at a glance, exact on hover, ISO in what is copied.
public final class TimeText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm:ss", Locale.UK);

    private final Texts texts;
    private final Clock clock;

    /// @param clock its zone is the local zone of the window
    public TimeText(Texts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /// How long ago, or in how long, up to 30 days; the date beyond that.
    public String relative(Instant time) {
        Duration gap = Duration.between(time, clock.instant());
        boolean past = !gap.isNegative();
        Duration distance = gap.abs();
        if (distance.toSeconds() < 60) {
            return texts.get(past ? "time.now" : "time.soon");
        }
        if (distance.toDays() >= 30) {
            return day(time);
        }
        return texts.get(past ? "time.ago" : "time.in", span(distance));
    }

    private String span(Duration distance) {
        if (distance.toHours() < 1) {
            return texts.get("time.minutes", distance.toMinutes());
        }
        return distance.toDays() < 1
                ? texts.get("time.hours", distance.toHours())
                : texts.get("time.days", distance.toDays());
    }

    /// The date in the window's zone: `22 Nov 2026`.
    public String day(Instant time) {
        return DAY.format(time.atZone(clock.getZone()));
    }

    /// Date and minute in the window's zone.
    public String minute(Instant time) {
        return MINUTE.format(time.atZone(clock.getZone()));
    }

    /// Both zones in full, for a tooltip; a window that runs in UTC says it once.
    public String exact(Instant time) {
        ZoneId zone = clock.getZone();
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return texts.get("time.exact.utc", SECOND.format(time.atZone(ZoneOffset.UTC)));
        }
        return texts.get(
                "time.exact",
                SECOND.format(time.atZone(zone)),
                zone.getId(),
                SECOND.format(time.atZone(ZoneOffset.UTC)));
    }
}
