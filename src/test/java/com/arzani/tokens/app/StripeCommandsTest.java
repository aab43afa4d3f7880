package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.check.StripeCheck;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `catalogue` and `stripe check`, from the simulator's empty account to one in step.
@PostgresTest
class StripeCommandsTest {
    private final TestDatabase database;
    private final Texts texts = Texts.load();

    StripeCommandsTest(TestDatabase database) {
        this.database = database;
    }

    private interface Command {
        int run(StripeHouse stripe, PrintWriter out) throws InterruptedException;
    }

    private static String told(StripeHouse stripe, int code, Command command) throws InterruptedException {
        StringWriter told = new StringWriter();
        assertThat(command.run(stripe, new PrintWriter(told, true))).isEqualTo(code);
        return told.toString();
    }

    @Test
    void r12_theCatalogueIsComparedThenSentAndThenInStep() throws InterruptedException {
        try (StripeHouse stripe =
                StripeHouse.embedded(database.profile(), database.login(OperatorRole.SERVICE), Clock.systemUTC())) {
            assertThat(told(stripe, 1, (house, out) -> CatalogueCommand.run(house, false, texts, out)))
                    .contains("Starter Pack - 10 Tokens: Not sent", "£25.00 here, - at Stripe")
                    .doesNotContain("changes were sent");
            assertThat(told(stripe, 1, this::check))
                    .contains("MISSING   Packages     6 differences", "MISSING   Endpoint")
                    .contains("2 things are missing.");
            assertThat(told(stripe, 0, (house, out) -> CatalogueCommand.run(house, true, texts, out)))
                    .contains("6 changes were sent.", "All packages are in step with Stripe.");
            assertThat(told(stripe, 0, (house, out) -> CatalogueCommand.run(house, true, texts, out)))
                    .contains("Starter Pack - 10 Tokens: In step")
                    .doesNotContain("sent.");
            stripe.simulator()
                    .flatMap(host -> host.here())
                    .orElseThrow()
                    .webhooks()
                    .listen(URI.create("http://127.0.0.1:1" + StripeCheck.PATH), "*");
            assertThat(told(stripe, 0, this::check)).contains("Nothing is missing.");
        }
    }

    private int check(StripeHouse stripe, PrintWriter out) {
        StripeCheck.Wanted wanted = StripeCheckCommand.wanted(Map.of(), Optional.empty());
        return StripeCheckCommand.run(stripe, wanted, Clock.systemUTC(), texts, out);
    }

    @Test
    void theAddressComesFromTheServicesSettingsAndTheSecretIsNeverKept() {
        Map<String, String> environment =
                Map.of("PUBLIC_HOSTS", "tokens.example, other.example", "STRIPE_WEBHOOK_SECRET", "whsec_x");
        StripeCheck.Wanted wanted = StripeCheckCommand.wanted(environment, Optional.empty());
        assertThat(wanted.url()).contains("https://tokens.example/webhooks/stripe");
        assertThat(wanted.secret()).isTrue();
        assertThat(wanted.toString()).doesNotContain("whsec");
        assertThat(StripeCheckCommand.wanted(Map.of(), Optional.of("https://a.example/webhooks/stripe"))
                        .url())
                .contains("https://a.example/webhooks/stripe");
    }

    @Test
    void stripeAloneTellsItsCommands() {
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(told, true));
        assertThat(line.execute("stripe")).isEqualTo(2);
        assertThat(told.toString()).contains("check");
    }
}
