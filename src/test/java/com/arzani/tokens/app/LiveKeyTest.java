package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"sk_live_verysecretindeed", "rk_live_verysecretindeed", " sk_live_verysecretindeed\n"})
    void aConsoleWithALiveKeyDoesNotOpenAndDoesNotRepeatIt(String key) {
        assertThatThrownBy(() -> StripeHouse.refuseLiveKey(Map.of("STRIPE_SECRET_KEY", key)))
                .isInstanceOf(Rejected.class)
                .hasMessage("stripe_live_key_here");
    }

    @Test
    void withoutOneOrWithATestKeyItOpens() {
        assertThatCode(() -> StripeHouse.refuseLiveKey(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> StripeHouse.refuseLiveKey(Map.of("STRIPE_SECRET_KEY", "sk_test_something")))
                .doesNotThrowAnyException();
    }
}
