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

    @Test
    void theMarketplacesSettingsAreCheckedWithTheOthers() {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("JWT_SECRET", "too short for a hash"),
                Map.entry("JWT_JWKS_URL", "http://keys.example/jwks"),
                Map.entry("TOKEN_CONSUMPTION_RATE_LIMIT", "0"),
                Map.entry("TOKEN_PURCHASE_RATE_LIMIT", "-5"),
                Map.entry("TOKEN_PURCHASE_TIMEOUT", "soon"),
                Map.entry("DEFAULT_FREE_CONTACTS_LIMIT", "1e3"),
                Map.entry("FRONTEND_URL", "javascript:alert(1)"),
                Map.entry("ENABLE_TOKEN_METRICS", "yes"),
                Map.entry("METRICS_ENDPOINT", "/api/tokens/balance"),
                Map.entry("ENABLE_SELLER_BOOST", "1"),
                Map.entry("STRIPE_PUBLISHABLE_KEY", "sk_test_notforthebrowser"));
        assertThatThrownBy(() -> ServeSettings.read(environment, false, texts))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    String told = new Failures(texts).describe(rejected).text();
                    assertThat(told).contains(environment.keySet()).contains("JWT_ISSUER", "JWT_AUDIENCE");
                    assertThat(told).doesNotContain("too short for", "notforthebrowser", "keys.example");
                });
        assertThatThrownBy(() -> ServeSettings.read(Map.of("JWT_ISSUER", "us"), true, texts))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(
                                        new Failures(texts).describe(rejected).text())
                                .contains(
                                        "JWT_SECRET: is missing",
                                        "JWT_AUDIENCE: is missing",
                                        "FRONTEND_URL: is missing"));
    }

    @Test
    void whatIsInForceIsToldByNameAndNoSecretInIt() {
        ServeSettings settings = ServeSettings.read(
                Map.of(
                        "JWT_SECRET", "a_secret_with_underscores_in_it_",
                        "JWT_ISSUER", "https://login.example",
                        "JWT_AUDIENCE", "tokens",
                        "TOKEN_CONSUMPTION_RATE_LIMIT", "20"),
                false,
                texts);
        assertThat(settings.described(texts).lines())
                .contains(
                        "JWT_SECRET=…",
                        "JWT_ISSUER=https://login.example",
                        "TOKEN_CONSUMPTION_RATE_LIMIT=20",
                        "TOKEN_PURCHASE_RATE_LIMIT=5",
                        "TOKEN_PURCHASE_RATE_WINDOW=900000",
                        "METRICS_ENDPOINT=/admin/metrics",
                        "DB_POOL_MAX=12");
        assertThat(settings.described(texts)).doesNotContain("underscores");
    }

    @Test
    void checkOnlyPrintsAndTokensAreTheDemonstrationsAlone(@TempDir Path data) throws Exception {
        assertThat(run("serve", "--check", "--data", data.toString()))
                .contains("PORT=3000", "JWT_ISSUER=arzani-demonstration", "TOKEN_CONSUMPTION_RATE_LIMIT=10");
        String token = run("token", "7", "--data", data.toString()).strip();
        assertThat(token.split("[.]")).hasSize(3);
        Path secret = data.resolve("jwt-secret");
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        String kept = java.nio.file.Files.readString(secret);
        run("token", "8", "--admin", "--data", data.toString());
        assertThat(java.nio.file.Files.readString(secret)).isEqualTo(kept);
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(told, true));
        assertThat(line.execute("token", "7", "--profile", "company", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(line.execute("token", "0", "--data", data.toString())).isEqualTo(2);
    }

    private static String run(String... arguments) {
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(told, true));
        assertThat(line.execute(arguments)).isZero();
        return told.toString();
    }
}
