package com.arzani.tokens.screens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ledger.Moment;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-02-30",
                "31 Nov 2026",
                "2026-11-03 25:00",
                "2026-11-03 14:60",
                "13/13/2026",
                "1e3",
                "２０２６-11-03",
                "20261103",
                "2026-11-03 14",
                "entry",
                "entry x",
                "entry -1",
                "3 Nov 0026",
                "'; DROP TABLE",
                "2026-11-03 14:05+01:00"
            })
    void h3_whatIsNoMomentIsRefused(String typed) {
        assertThat(MomentInput.read(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-03|2026-11-03T23:59:59.999999999Z",
                "3 Nov 2026|2026-11-03T23:59:59.999999999Z",
                "3 november 2026|2026-11-03T23:59:59.999999999Z",
                "03/11/2026|2026-11-03T23:59:59.999999999Z",
                "2026-11-03 14:05|2026-11-03T14:05:00Z",
                "2026-11-03T14:05:30Z|2026-11-03T14:05:30Z",
                "2026-11-03T14:05:30.123456Z|2026-11-03T14:05:30.123456Z",
                "3 Nov 2026, 14:05|2026-11-03T14:05:00Z",
                "3 Nov 2026 9:05 UTC|2026-11-03T09:05:00Z"
            })
    void aDayAloneMeansItsEndAndTimesAreUtc(String typed, Instant meant) {
        assertThat(MomentInput.read(typed)).contains(Moment.at(meant));
    }

    @Test
    void nothingMeansNowAndAnEntryItsNumber() {
        assertThat(MomentInput.read("  ")).contains(Moment.NOW);
        assertThat(MomentInput.read("Entry 123")).contains(Moment.after(123));
        assertThat(MomentInput.write(Moment.after(123))).isEqualTo("entry 123");
        assertThat(MomentInput.read(MomentInput.write(Moment.at(Instant.parse("2026-11-03T14:05:30Z")))))
                .contains(Moment.at(Instant.parse("2026-11-03T14:05:30Z")));
    }
}
