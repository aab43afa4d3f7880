package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// H4 and H16.
class SafeTextTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(SafeText.line("Søren O'Neill-Müller & 株式会社")).isEqualTo("Søren O'Neill-Müller & 株式会社");
        assertThat(SafeText.line("under_score <b>")).isEqualTo("under_score <b>");
        assertThat(SafeText.line(null)).isEmpty();
    }

    @Test
    void h4DirectionMarksAndZeroWidthCharactersAreSeen() {
        assertThat(SafeText.line("evil\u202Etxt.exe")).isEqualTo("evil‹202E›txt.exe");
        assertThat(SafeText.line("a\u2066b\u200Bc\uFEFF")).isEqualTo("a‹2066›b‹200B›c‹FEFF›");
        assertThat(SafeText.line("\u3164")).isEqualTo("‹3164›");
        assertThat(SafeText.line("a\u2003b")).isEqualTo("a‹2003›b");
    }

    @Test
    void h4TextFromRightToLeftIsIsolated() {
        assertThat(SafeText.line("שלום")).isEqualTo("\u2068שלום\u2069");
        assertThat(SafeText.line("Ali علي 12")).startsWith("\u2068").endsWith("\u2069");
    }

    @Test
    void h4ALoneSurrogateIsSeen() {
        assertThat(SafeText.line("a\uD800b")).isEqualTo("a‹D800›b");
    }

    @Test
    void h4HeapsOfCombiningMarksAreCut() {
        String heap = "e" + "\u0301".repeat(500) + "x";
        assertThat(SafeText.line(heap)).isEqualTo("e\u0301\u0301\u0301x");
    }

    @Test
    void h4TenThousandCharactersAreCutOnScreen() {
        assertThat(SafeText.line("n".repeat(10_000)))
                .hasSize(SafeText.SHOWN_MAX + 1)
                .endsWith("…");
        assertThat(SafeText.block("n".repeat(10_000))).hasSize(10_000);
    }

    @Test
    void h16ControlCharactersAreSeenAndLinesStayOneLine() {
        assertThat(SafeText.line("a\u0000b\tc\r\nd")).isEqualTo("a‹0000›b‹0009›c‹000D›‹000A›d");
        assertThat(SafeText.block("one\ntwo")).isEqualTo("one\ntwo");
    }
}
