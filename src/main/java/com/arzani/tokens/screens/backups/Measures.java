package com.arzani.tokens.screens.backups;

import com.arzani.tokens.ui.Texts;
import java.time.Duration;

/// Sizes and times in words a person reads at a glance: whole tenths, exact arithmetic.
final class Measures {
    private static final long STEP = 1_024;
    private static final String[] SIZES = {"bytes", "kib", "mib", "gib", "tib"};
    private static final int PERCENT = 100;
    private static final int SAME_WITHIN = 5;

    private Measures() {}

    static String bytes(long bytes, Texts texts) {
        int size = 0;
        long unit = 1;
        while (size < SIZES.length - 1 && bytes >= unit * STEP) {
            unit *= STEP;
            size++;
        }
        return texts.get("backups.size." + SIZES[size], tenths(bytes, unit));
    }

    static String time(Duration time, Texts texts) {
        long seconds = time.toSeconds();
        return seconds < 120
                ? texts.get("backups.seconds", tenths(time.toMillis(), 1_000))
                : texts.get("backups.minutes", tenths(seconds, 60));
    }

    /// How much longer or shorter, in whole percent.
    static String trend(Duration now, Duration before, Texts texts) {
        long base = Math.max(1, before.toMillis());
        long percent = (now.toMillis() - base) * PERCENT / base;
        if (Math.abs(percent) <= SAME_WITHIN) {
            return texts.get("backups.trend.same");
        }
        return texts.get(percent > 0 ? "backups.trend.longer" : "backups.trend.shorter", Math.abs(percent));
    }

    private static String tenths(long value, long unit) {
        if (unit == 1) {
            return Long.toString(value);
        }
        long tenths = Math.multiplyExact(value, 10) / unit;
        return tenths >= 1_000 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
