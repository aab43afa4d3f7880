package com.arzani.tokens.ui.chart;

import com.arzani.tokens.ui.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Figures as view-models make them.
final class Examples {
    private static final String[] MONTHS = {
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"
    };

    private Examples() {}

    static List<Figure.Category> months(int count) {
        List<Figure.Category> months = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            String name = MONTHS[at % MONTHS.length];
            months.add(Figure.Category.of(name.substring(0, 3), name + " 2026"));
        }
        months.set(count - 1, months.getLast().marked("so far"));
        return months;
    }

    static Target month(int at) {
        return Target.of("transactions").with("month", at + 1);
    }

    /// Money in parts, with what was given back below zero, a target and the year before.
    static Figure sales() {
        return Figure.of("Sales by month", Unit.pounds(), months(4))
                .noted("As of 12:40")
                .with(Figure.Series.stack("New buyers", Arrays.asList(1_250_000L, 2_110_050L, null, 900_000L))
                        .opening(Examples::month))
                .with(Figure.Series.stack("Returning buyers", List.of(2_000_000L, 2_400_000L, 3_110_000L, 1_400_000L)))
                .with(Figure.Series.stack("Refunds", List.of(-120_000L, -80_005L, -310_000L, 0L)))
                .with(Figure.Series.before("Year before", List.of(2_500_000L, 2_700_000L, 2_650_000L, 2_800_000L)))
                .with(Figure.Series.target("Target", 5_000_000L, 4));
    }

    static Figure tokens() {
        return Figure.of("Tokens bought and spent", Unit.TOKENS, months(11))
                .with(Figure.Series.bars("Bought", run(11, 9_000, 700)))
                .with(Figure.Series.bars("Spent", run(11, 7_000, 900)))
                .with(Figure.Series.bars("Given", run(11, 1_200, 60)))
                .with(Figure.Series.bars("Expired", run(11, 400, 30)));
    }

    static Figure rates() {
        return Figure.of("Share of cohort spent", Unit.PERCENT, months(11))
                .with(Figure.Series.line("Within a month", run(11, 2_210, 180)))
                .with(Figure.Series.line("Within three months", run(11, 5_030, 260)))
                .with(Figure.Series.line("Ever", run(11, 6_500, 300)))
                .with(Figure.Series.target("Target", 8_000L, 11));
    }

    static Figure days() {
        List<Figure.Category> days = new ArrayList<>();
        for (int at = 1; at <= 90; at++) {
            days.add(Figure.Category.of("day " + at, "Day " + at + " of the quarter"));
        }
        return Figure.of("Contacts a day", Unit.COUNT, days).with(Figure.Series.bars("Contacts", run(90, 120, 7)));
    }

    private static List<Long> run(int count, long from, long step) {
        List<Long> values = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            values.add(from + at * step + (at % 3) * step * 2);
        }
        return values;
    }
}
