package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts texts = Texts.load();

    @Test
    void aMissingKeyThrows() {
        assertThatThrownBy(() -> texts.get("no.such.key")).isInstanceOf(MissingResourceException.class);
    }

    @Test
    void anApostropheIsAnApostrophe() {
        assertThat(texts.get("signin.subtitle")).contains("marketplace's");
        assertThat(texts.get("example.apostrophe", 3)).isEqualTo("Ann's 3 tokens");
    }

    @Test
    void theFilesOfEveryPartAreMerged() {
        assertThat(texts.bundle().keySet()).contains("severity.info", "shell.sign_out", "example.title");
    }

    @Test
    void timesReadAsPeopleSayThem() {
        TimeText times = TestKit.direct().kit().times();
        Map<Duration, String> said = Map.of(
                Duration.ofSeconds(20), "just now",
                Duration.ofMinutes(3), "3 min ago",
                Duration.ofHours(5), "5 h ago",
                Duration.ofDays(1), "1 day ago",
                Duration.ofDays(-12), "in 12 days",
                Duration.ofDays(400), "18 Oct 2025");
        said.forEach((gap, text) ->
                assertThat(times.relative(TestKit.NOW.minus(gap))).isEqualTo(text));
    }

    @Test
    void anExactTimeIsSaidInTheWindowsZoneAndInUtcAndOnceWhereTheyAreOne() {
        assertThat(exact("Europe/London"))
                .isEqualTo("Sun 22 Nov 2026, 12:00:00 (Europe/London)\nSun 22 Nov 2026, 12:00:00 (UTC)");
        assertThat(exact("Asia/Kolkata")).startsWith("Sun 22 Nov 2026, 17:30:00 (Asia/Kolkata)\n");
        assertThat(exact("Etc/UTC")).isEqualTo("Sun 22 Nov 2026, 12:00:00 (UTC)");
    }

    private String exact(String zone) {
        return new TimeText(texts, Clock.fixed(TestKit.NOW, ZoneId.of(zone))).exact(TestKit.NOW);
    }

    @Test
    void aTargetIsItsText() {
        Target target = Target.of("transactions")
                .with("user", 42)
                .with("text", "a&b=ü %")
                .with("none", "");
        assertThat(target.toString()).isEqualTo("transactions?user=42&text=a%26b%3D%C3%BC+%25");
        assertThat(Target.parse(target.toString())).isEqualTo(target);
        assertThat(target.number("user")).hasValue(42);
        assertThat(target.number("text")).isEmpty();
    }

    @Test
    void theWayBackLeadsThroughWhatWasShown() {
        NavigationHistory history = new NavigationHistory();
        history.open(Target.of("users"));
        history.replace(Target.of("users").with("search", "ann"));
        history.open(Target.of("wallets").with("user", 7));
        history.back();
        assertThat(history.currentProperty().get()).hasToString("users?search=ann");
        history.forward();
        assertThat(history.currentProperty().get()).hasToString("wallets?user=7");
        assertThat(history.canGoForwardProperty().get()).isFalse();
    }
}
