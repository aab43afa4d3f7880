package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesSpanTest {
    @Test
    void aSpanHasDays() {
        assertThatThrownBy(() -> span("2026-03-01", "2026-03-01")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-04-01, 2026-02-01, 2026-03-01",
        "2026-11-01, 2026-11-24, 2026-10-01, 2026-10-24",
        "2026-03-01, 2026-03-31, 2026-02-01, 2026-03-01",
        "2025-12-01, 2026-11-24, 2024-12-01, 2025-11-24",
        "2026-01-01, 2026-11-24, 2025-01-01, 2025-11-24",
        "2026-09-01, 2026-11-24, 2026-06-01, 2026-08-24",
        "2025-01-01, 2027-01-01, 2023-01-01, 2025-01-01",
        "2026-01-01, 2027-01-01, 2025-01-01, 2026-01-01",
        "2026-03-25, 2026-04-03, 2026-03-16, 2026-03-25",
    })
    void thePeriodBeforeIsAsLong(String from, String to, String before, String until) {
        assertThat(span(from, to).before()).isEqualTo(span(before, until));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-06-01, 15000000",
        "2026-11-01, 2026-11-16, 2500000",
        "2026-02-15, 2026-03-01, 2500000",
        "2026-03-31, 2026-04-02, 327956",
    })
    void aTargetOfAMonthIsSharedByDays(String from, String to, long pence) {
        assertThat(span(from, to).monthly(5_000_000)).isEqualTo(pence);
    }

    /// In the nights in which clocks change a day is a day, since all of it is UTC (T5).
    @Test
    void t5_periodsEndWhereTheSpanDoes() {
        assertThat(span("2026-03-28", "2026-04-07").by(SalesGrain.WEEK))
                .containsExactly(
                        span("2026-03-28", "2026-03-30"),
                        span("2026-03-30", "2026-04-06"),
                        span("2026-04-06", "2026-04-07"));
        assertThat(span("2026-10-20", "2026-11-05").by(SalesGrain.MONTH))
                .containsExactly(span("2026-10-20", "2026-11-01"), span("2026-11-01", "2026-11-05"));
    }

    private static SalesSpan span(String from, String to) {
        return new SalesSpan(LocalDate.parse(from), LocalDate.parse(to));
    }
}
