package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Failures;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeSettingsTest {
    private final Texts texts = Texts.load();

    @Test
    void nothingSetMeansTheSimulatorOnThisComputerAlone() {
        ServeSettings settings = ServeSettings.read(Map.of(), false, texts);
        assertThat(settings.key()).isEmpty();
        assertThat(settings.intake().secrets()).isEmpty();
        assertThat(settings.intake().listening().host()).isEqualTo("127.0.0.1");
        assertThat(settings.intake().listening().port()).isEqualTo(3000);
        assertThat(settings.pool().size()).isEqualTo(20);
        assertThat(settings.pool().idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.pool().patience()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void everythingWrongIsToldInOneMessageAndNoSecretInIt() {
        Map<String, String> environment = Map.of(
                "STRIPE_SECRET_KEY", "sk_live_verysecretindeed!",
                "STRIPE_WEBHOOK_SECRET", "whsec_one,whsec_two,whsec_three",
                "PORT", "70000",
                "DB_POOL_MAX", "many",
                "PUBLIC_HOSTS", "tokens.example,http://x");
        assertThatThrownBy(() -> ServeSettings.read(environment, true, texts))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    String told = new Failures(texts).describe(rejected).text();
                    assertThat(told)
                            .contains(
                                    "STRIPE_SECRET_KEY",
                                    "STRIPE_WEBHOOK_SECRET",
                                    "PORT",
                                    "DB_POOL_MAX",
                                    "PUBLIC_HOSTS",
                                    "DB_USER",
                                    "LEDGER_SEAL_KEY",
                                    "DB_PASSWORD");
                    assertThat(told).doesNotContain("verysecret", "whsec_one");
                });
    }

    @Test
    void aCompanysServiceWithoutItsSettingsDoesNotStart(@TempDir Path data) {
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(told, true));
        assertThat(line.execute("serve", "--data", data.toString(), "--profile", "nowhere"))
                .isEqualTo(2);
        assertThat(told.toString())
                .contains("STRIPE_WEBHOOK_SECRET: is missing", "DB_PASSWORD: is missing", "FRONTEND_URL: is missing");
    }

    @Test
    void aLiveKeyHasNoPlaceBesideTheBuiltInDatabase() {
        assertThatThrownBy(() -> ServeSettings.read(Map.of("STRIPE_SECRET_KEY", "rk_live_abc"), false, texts))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void twoSecretsHoldWhileOneIsRolledAndBothAreMasked() {
        ServeSettings settings = ServeSettings.read(
                Map.of(
                        "STRIPE_SECRET_KEY", "sk_test_0123456789abcdef",
                        "STRIPE_WEBHOOK_SECRET", "whsec_0123456789abcdef, whsec_fedcba9876543210"),
                false,
                texts);
        assertThat(settings.intake().secrets()).isEqualTo(List.of("whsec_0123456789abcdef", "whsec_fedcba9876543210"));
        assertThat(settings.described(texts))
                .contains("sk_test_…cdef", "whsec_…cdef", "whsec_…3210")
                .doesNotContain("0123456789");
        assertThat(ServeSettings.masked("whsec_short")).isEqualTo("whsec_…");
    }
}
