package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose turn a request without a token takes.
class OriginsTest {
    private final Origins origins = new Origins(Set.of("10.0.0.1", "10.0.0.2", "::1"));

    private static String of(Origins origins, String connected, String forwarded) {
        return origins.of(connected, Optional.ofNullable(forwarded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.999",
                "::g",
                "::1%eth0",
                "a",
                "1.2.3.4 "
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(Origins.isAddress(text)).isFalse();
    }

    @Test
    void nobodysWordIsBelievedButOurProxys() {
        assertThat(of(origins, "198.51.100.7", "203.0.113.9")).isEqualTo(of(origins, "198.51.100.7", null));
        assertThat(of(new Origins(Set.of()), "10.0.0.1", "203.0.113.9"))
                .isEqualTo(of(new Origins(Set.of()), "10.0.0.1", "203.0.113.10"));
    }

    @Test
    void ofAProxysListTheLastThatIsNotOursCounts() {
        String caller = of(origins, "203.0.113.9", null);
        assertThat(of(origins, "10.0.0.1", "203.0.113.9")).isEqualTo(caller);
        assertThat(of(origins, "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2"))
                .as("what the caller wrote itself stands further left")
                .isEqualTo(caller);
        assertThat(of(origins, "[0:0:0:0:0:0:0:1]", "203.0.113.9")).isEqualTo(caller);
        assertThat(of(origins, "10.0.0.1", null)).isEqualTo(of(origins, "10.0.0.1", "nonsense"));
    }

    @Test
    void aHouseholdOfIpv6IsOneCallerAndNoAddressIsKept() {
        assertThat(of(origins, "2001:db8:1:2::1", null)).isEqualTo(of(origins, "2001:db8:1:2:ffff::9", null));
        assertThat(of(origins, "2001:db8:1:3::1", null)).isNotEqualTo(of(origins, "2001:db8:1:2::1", null));
        assertThat(of(origins, "203.0.113.9", null))
                .isNotEqualTo(of(origins, "203.0.113.10", null))
                .doesNotContain("203")
                .matches("at:[0-9a-f]{32}");
    }
}
