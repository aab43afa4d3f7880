package com.arzani.tokens.app;

import com.arzani.tokens.payments.outbox.OutboxWorkers;
import com.arzani.tokens.payments.products.CatalogueReport;
import com.arzani.tokens.payments.products.CatalogueRun;
import com.arzani.tokens.payments.products.CatalogueRuns;
import com.arzani.tokens.payments.products.Difference;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares the packages with Stripe's products and prices, and with `--apply` makes Stripe the same. Ends with 0 if
/// both
/// agree, with 1 if something differs or could not be sent.
@Command(
        name = "catalogue",
        description = "Compares the packages with Stripe's products and prices; changes nothing without --apply.",
        mixinStandardHelpOptions = true)
public final class CatalogueCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(names = "--apply", description = "Sends what differs to Stripe.")
    private boolean apply;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.settings();
        Texts texts = Texts.load();
        Clock clock = settings.clock();
        PrintWriter out = spec.commandLine().getOut();
        if (settings.profile() != null) {
            try (StripeHouse stripe =
                    StripeHouse.company(ProfileLogin.profile(settings.profile()), login.credentials(), clock)) {
                return run(stripe, apply, texts, out);
            }
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, clock)) {
            house.prepare((fraction, step) -> out.println(step));
            try (StripeHouse stripe =
                    StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock)) {
                return run(stripe, apply, texts, out);
            }
        }
    }

    static int run(StripeHouse stripe, boolean apply, Texts texts, PrintWriter out) throws InterruptedException {
        CatalogueRuns runs = new CatalogueRuns(stripe.jobs());
        CatalogueRun look = runs.requestLook();
        // Whoever runs the jobs may be quicker; either way the look ends.
        stripe.catalogueJob().runOnce();
        look = ended(runs, look);
        if (look.state() == CatalogueRun.State.FAILED) {
            return failed(look, texts, out);
        }
        CatalogueReport report = look.report().orElseThrow();
        print(report, texts, out);
        if (!apply || report.steps().isEmpty()) {
            return report.differences().isEmpty() ? 0 : 1;
        }
        CatalogueRun sent;
        try (OutboxWorkers workers = OutboxWorkers.start(stripe.jobs(), List.of(stripe.catalogueSending()), 1)) {
            sent = runs.requestSending(look.id());
            workers.wake();
            sent = ended(runs, sent);
        }
        if (sent.state() != CatalogueRun.State.DONE) {
            return failed(sent, texts, out);
        }
        out.println(texts.get("catalogue.command.sent", sent.progress().done()));
        boolean inStep = sent.report().orElseThrow().differences().isEmpty();
        out.println(texts.get(inStep ? "catalogue.command.in_step" : "catalogue.command.still"));
        out.flush();
        return inStep ? 0 : 1;
    }

    private static CatalogueRun ended(CatalogueRuns runs, CatalogueRun asked) throws InterruptedException {
        CatalogueRun run = asked;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!run.isOver() && System.nanoTime() - end < 0) {
            Thread.sleep(BETWEEN_LOOKS);
            run = runs.find(asked.id()).orElseThrow();
        }
        return run;
    }

    private static int failed(CatalogueRun run, Texts texts, PrintWriter out) {
        out.println(run.cause()
                .map(cause ->
                        texts.get("problem." + cause.key(), cause.arguments().toArray()))
                .orElse(texts.get("catalogue.command.waits")));
        out.flush();
        return 1;
    }

    private static void print(CatalogueReport report, Texts texts, PrintWriter out) {
        for (CatalogueReport.Item item : report.packages()) {
            out.println(texts.get(
                    "catalogue.command.package",
                    item.name(),
                    texts.get("catalogue.state." + item.state().name().toLowerCase(Locale.ROOT))));
            for (Difference difference : item.differences()) {
                out.println(texts.get(
                        "catalogue.command.difference",
                        texts.get("catalogue.kind." + difference.kind().name().toLowerCase(Locale.ROOT)),
                        shown(difference.ours()),
                        shown(difference.stripes()),
                        texts.get("catalogue.remedy." + difference.remedyCode())));
            }
        }
        out.println(texts.get("catalogue.foreign", report.foreign()));
        if (report.steps().isEmpty()) {
            out.println(texts.get("catalogue.command.in_step"));
        }
        out.flush();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
