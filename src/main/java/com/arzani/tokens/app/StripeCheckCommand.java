package com.arzani.tokens.app;

import com.arzani.tokens.payments.check.Finding;
import com.arzani.tokens.payments.check.StripeCheck;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tells what is missing at Stripe: key, rights, endpoint, packages. Changes nothing. Ends with 1 if something is
/// missing.
@Command(
        name = "check",
        description = "Tells what is missing at Stripe: key, rights, endpoint, packages. Changes nothing.",
        mixinStandardHelpOptions = true)
public final class StripeCheckCommand implements Callable<Integer> {
    private static final int SOMETHING_MISSING = 1;

    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description = "Where the service takes Stripe's events in; by default https://<first of PUBLIC_HOSTS>"
                    + StripeCheck.PATH + ".")
    private String url;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Texts texts = Texts.load();
        Clock clock = settings.clock();
        PrintWriter out = spec.commandLine().getOut();
        StripeCheck.Wanted wanted = wanted(System.getenv(), Optional.ofNullable(url));
        if (settings.profile() != null) {
            try (StripeHouse stripe =
                    StripeHouse.company(ProfileLogin.profile(settings.profile()), login.credentials(), clock)) {
                return run(stripe, wanted, clock, texts, out);
            }
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, clock)) {
            house.prepare((fraction, step) -> out.println(step));
            try (StripeHouse stripe =
                    StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock)) {
                return run(stripe, wanted, clock, texts, out);
            }
        }
    }

    static StripeCheck.Wanted wanted(Map<String, String> environment, Optional<String> url) {
        Optional<String> host = Optional.of(environment
                        .getOrDefault(ServeSettings.NAMES, "")
                        .split(",")[0]
                        .strip())
                .filter(name -> !name.isEmpty());
        boolean secret = !environment.getOrDefault(ServeSettings.SECRETS, "").isBlank();
        return new StripeCheck.Wanted(url.or(() -> host.map(name -> "https://" + name + StripeCheck.PATH)), secret);
    }

    /// @param wanted the simulator tells its secret by itself
    static int run(StripeHouse stripe, StripeCheck.Wanted wanted, Clock clock, Texts texts, PrintWriter out) {
        boolean simulated = stripe.simulator().isPresent();
        StripeCheck check = new StripeCheck(
                stripe.inspection(),
                new StripeCheck.Wanted(wanted.url(), simulated || wanted.secret()),
                clock,
                () -> stripe.catalogueLook().compare().differences());
        return print(check.run(), texts, out);
    }

    static int print(List<Finding> findings, Texts texts, PrintWriter out) {
        for (Finding finding : findings) {
            String topic = finding.topic().name().toLowerCase(Locale.ROOT);
            String detail = texts.get(
                    "stripecheck." + finding.detail(), finding.arguments().toArray());
            out.println(String.format(
                    Locale.ROOT,
                    "%-8s  %-11s  %s",
                    texts.get("stripecheck.verdict." + finding.verdict().name().toLowerCase(Locale.ROOT)),
                    texts.get("stripecheck.topic." + topic),
                    detail));
        }
        long missing = findings.stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.MISSING)
                .count();
        out.println(texts.get("stripecheck.end", missing));
        out.flush();
        return missing == 0 ? 0 : SOMETHING_MISSING;
    }
}
