package com.arzani.tokens.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import org.junit.jupiter.api.Test;

class OfferTest {
    @Test
    void anOfferWithoutTokensHasNoPricePerToken() {
        assertThatThrownBy(() -> offer(0, 0, 1000).perToken()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void pricesPerTokenAreThoseOfTheSite() {
        assertThat(offer(10, 0, 1000).perToken()).hasToString("£1.00");
        assertThat(offer(25, 5, 2500).perToken()).hasToString("£0.83");
        assertThat(offer(50, 15, 5000).perToken()).hasToString("£0.77");
    }

    @Test
    void halfAPennyGoesUp() {
        assertThat(offer(2, 0, 31).perToken()).isEqualTo(new Pence(16));
        assertThat(offer(3, 0, 100).perToken()).isEqualTo(new Pence(33));
        assertThat(offer(1_000_000, 1_000_000, 30).perToken()).isEqualTo(Pence.ZERO);
    }

    @Test
    void savingsAreThoseOfTheSpecificationAndNeverTooLarge() {
        Offer base = offer(10, 0, 1000);

        assertThat(offer(25, 5, 2500).savingPercent(base)).isEqualTo(16);
        assertThat(offer(50, 15, 5000).savingPercent(base)).isEqualTo(23);
        assertThat(base.savingPercent(base)).isZero();
        assertThat(offer(10, 0, 1001).savingPercent(base)).isEqualTo(-1);
        assertThat(offer(1_000_000, 1_000_000, 30).savingPercent(offer(1, 0, 99_999_999)))
                .isEqualTo(99);
    }

    private static Offer offer(long tokens, long bonus, long pence) {
        return new Offer(new Tokens(tokens), new Tokens(bonus), new Pence(pence));
    }
}
