package com.arzani.tokens.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens and pence never wrap (H6).
class ExactArithmeticTest {
    private static void overflows(ThrowingCallable sum) {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(sum);
    }

    @Test
    void h6TokensOverflowAloudAtBothEnds() {
        Tokens most = new Tokens(Long.MAX_VALUE);
        Tokens least = new Tokens(Long.MIN_VALUE);
        overflows(() -> most.plus(new Tokens(1)));
        overflows(() -> least.minus(new Tokens(1)));
        overflows(() -> Tokens.ZERO.minus(least));
        overflows(least::negated);
        assertThat(most.plus(least)).isEqualTo(new Tokens(-1));
    }

    @Test
    void h6PenceOverflowAloudAtBothEnds() {
        Pence most = new Pence(Long.MAX_VALUE);
        Pence least = new Pence(Long.MIN_VALUE);
        overflows(() -> most.plus(new Pence(1)));
        overflows(() -> least.minus(new Pence(1)));
        overflows(() -> Pence.ZERO.minus(least));
        overflows(least::negated);
        assertThat(most.plus(least)).isEqualTo(new Pence(-1));
    }

    @Test
    void h6BeyondTheSpecificationsIntegerNothingWraps() {
        assertThat(new Tokens(Integer.MAX_VALUE).plus(new Tokens(1))).isEqualTo(new Tokens(2_147_483_648L));
        assertThat(new Pence(Integer.MAX_VALUE).plus(new Pence(1))).isEqualTo(new Pence(2_147_483_648L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                    | \u00A30.00
            5                    | \u00A30.05
            -5                   | \u2212\u00A30.05
            1250                 | \u00A312.50
            -123456              | \u2212\u00A31,234.56
            9223372036854775807  | \u00A392,233,720,368,547,758.07
            -9223372036854775808 | \u2212\u00A392,233,720,368,547,758.08
            """)
    void penceAreShownAsPounds(long pence, String shown) {
        assertThat(new Pence(pence)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5                    | 5                              | +5
            0                    | 0                              | 0
            -2                   | \u22122                        | \u22122
            -9223372036854775808 | \u22129,223,372,036,854,775,808 | \u22129,223,372,036,854,775,808
            """)
    void aMovementOfTokensShowsItsSign(long tokens, String shown, String signed) {
        assertThat(new Tokens(tokens)).hasToString(shown);
        assertThat(new Tokens(tokens).signed()).isEqualTo(signed);
    }

    @Test
    void theGreaterAmountSortsLast() {
        assertThat(new Tokens(-1)).isLessThan(Tokens.ZERO);
        assertThat(new Pence(2)).isGreaterThan(new Pence(1));
    }
}
