package com.arzani.tokens.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final TokenRules RULES =
            new TokenRules(Optional.of("a secret of the tests, long enough"), Optional.empty(), "issuer", "audience");

    private Instant now = START;
    private final BearerTokens tokens = new BearerTokens(RULES, new Moved());

    private final class Moved extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static String token(Duration life) {
        return "Bearer " + BearerTokens.sign(RULES, "7", false, START, life);
    }

    private void refused(String token, String key) {
        assertThatThrownBy(() -> tokens.read(token))
                .isInstanceOf(Rejected.class)
                .hasMessage(key);
    }

    @Test
    void whatWasBelievedEndsAtItsEnd() {
        String token = token(Duration.ofMinutes(2));
        assertThat(tokens.read(token).userId()).isEqualTo(OptionalLong.of(7));
        assertThat(tokens.read(token)).isEqualTo(tokens.read(token));

        now = START.plusSeconds(120 + 31);

        refused(token, "bearer_expired");
    }

    @Test
    void aTextThatDiffersByOneLetterIsLookedAtAnew() {
        String token = token(Duration.ofHours(1));
        tokens.read(token);

        refused(token.substring(0, token.length() - 3) + "AAA", "bearer_wrong");
        refused(token + "A", "bearer_wrong");
        refused("Bearer ", "bearer_wrong");
    }

    @Test
    void moreTokensThanAreKeptAreAllBelieved() {
        for (int number = 1; number <= 10_100; number++) {
            String token =
                    "Bearer " + BearerTokens.sign(RULES, Integer.toString(number), false, START, Duration.ofHours(1));
            assertThat(tokens.read(token).userId()).isEqualTo(OptionalLong.of(number));
        }
        now = START.plus(Duration.ofMinutes(6));
        assertThat(tokens.read(token(Duration.ofHours(1))).userId()).isEqualTo(OptionalLong.of(7));
    }
}
