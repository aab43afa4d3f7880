package com.arzani.tokens.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "-5",
                "\u22125",
                "+5",
                "1e3",
                "\uFF11\uFF12",
                "\u0663",
                "1,000",
                "1 000",
                "1\u00A0000",
                "1_000",
                "1.0",
                "0x10",
                "5\u200B",
                "5L",
                "9223372036854775808",
                "1000000000000000000000000000000"
            })
    void h6WhatIsNoWholeNumberIsNotRead(String text) {
        assertThat(Digits.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "' 12 ', 12",
        "2147483648, 2147483648",
        "9223372036854775807, 9223372036854775807",
        "0000000000000000000000001, 1"
    })
    void h6DigitsAreReadExactly(String text, long number) {
        assertThat(Digits.parse(text)).hasValue(number);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                ".",
                "12.",
                ".5",
                "12.345",
                "12.5.0",
                "12,50",
                "-1",
                "-0.01",
                "1e3",
                "\uFF11",
                "1.\uFF15",
                "1. 5",
                "1 .5",
                "\u00A3",
                "\u00A3\u00A31",
                "$1",
                "92233720368547758.08",
                "92233720368547759",
                "1000000000000000000000000000000"
            })
    void h6WhatIsNoAmountOfPoundsIsNotRead(String text) {
        assertThat(Digits.parsePounds(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 1200",
        "12.5, 1250",
        "12.05, 1205",
        "' \u00A30.30 ', 30",
        "999999.99, 99999999",
        "92233720368547758.07, 9223372036854775807"
    })
    void h6PoundsAreReadToThePenny(String text, long pence) {
        assertThat(Digits.parsePounds(text)).hasValue(pence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                    | 0
            999                  | 999
            1000                 | 1,000
            -1234567             | \u22121,234,567
            9223372036854775807  | 9,223,372,036,854,775,807
            -9223372036854775808 | \u22129,223,372,036,854,775,808
            """)
    void numbersAreGroupedWithATrueMinus(long number, String text) {
        assertThat(Digits.grouped(number)).isEqualTo(text);
    }
}
