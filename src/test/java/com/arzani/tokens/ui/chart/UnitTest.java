package com.arzani.tokens.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitTest {
    @Test
    void t21MoneyIsReadWithItsSignTokensNever() {
        assertThat(Unit.pounds().text(-1_234_505)).isEqualTo("\u2212£12,345.05");
        assertThat(Unit.pence("EUR").text(1_250)).isEqualTo("€12.50");
        assertThat(Unit.pence("chf").text(1_250)).isEqualTo("CHF 12.50");
        assertThat(Unit.TOKENS.text(12_000)).isEqualTo("12,000");
        assertThat(Unit.PERCENT.text(1_234)).isEqualTo("12.3%");
        assertThat(Unit.PERCENT.text(-1_235)).isEqualTo("\u221212.4%");
    }

    @Test
    void anAxisIsLabelledAsPeopleSpeak() {
        assertThat(Unit.pounds().axisText(5_000_000, 6_000_000)).isEqualTo("£50k");
        assertThat(Unit.pounds().axisText(500_000, 6_000_000)).isEqualTo("£5k");
        assertThat(Unit.pounds().axisText(0, 6_000_000)).isEqualTo("£0");
        assertThat(Unit.pounds().axisText(-1_250_000, 6_000_000)).isEqualTo("\u2212£12.5k");
        assertThat(Unit.pounds().axisText(120_000_000, 200_000_000)).isEqualTo("£1.2m");
        assertThat(Unit.pounds().axisText(250_000, 300_000)).isEqualTo("£2,500");
        assertThat(Unit.pounds().axisText(50, 100)).isEqualTo("£0.50");
        assertThat(Unit.TOKENS.axisText(12_000, 20_000)).isEqualTo("12,000");
        assertThat(Unit.COUNT.axisText(1_500_000, 2_000_000)).isEqualTo("1.5m");
        assertThat(Unit.PERCENT.axisText(4_500, 10_000)).isEqualTo("45%");
        assertThat(Unit.PERCENT.axisText(10_000, 10_000)).isEqualTo("100%");
    }

    @Test
    void theAxisEndsAtRoundNumbersAndHoldsZero() {
        assertThat(ValueScale.of(Examples.sales())).isEqualTo(new ValueScale(-1_000_000, 5_000_000, 1_000_000));
        assertThat(ValueScale.of(Examples.rates()).low()).isZero();
        Figure none = Figure.of("Nothing", Unit.COUNT, Examples.months(2))
                .with(Figure.Series.bars("Contacts", List.of(0L, 0L)));
        assertThat(ValueScale.of(none)).isEqualTo(new ValueScale(0, 5, 1));
    }

    @Test
    void aSeriesOfAnotherLengthIsRefused() {
        Figure figure = Figure.of("Sales", Unit.pounds(), Examples.months(3));
        assertThatThrownBy(() -> figure.with(Figure.Series.bars("Sold", List.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sold");
    }
}
