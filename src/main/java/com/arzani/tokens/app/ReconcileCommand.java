package com.arzani.tokens.app;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.reconciliation.FindingStatus;
import com.arzani.tokens.reconciliation.ReconciliationDesk;
import com.arzani.tokens.reconciliation.Run;
import com.arzani.tokens.ui.Texts;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares Stripe with the ledger once and prints what differs. Ends with 0 if nothing is left open, with 1 if
/// something
/// is, with 3 if another process is at it.
@Command(
        name = "reconcile",
        description = "Compares Stripe with the ledger once and prints what differs.",
        mixinStandardHelpOptions = true)
public final class ReconcileCommand implements Callable<Integer> {
    private static final int SOMETHING_OPEN = 1;
    private static final int ANOTHER_RUNS = 3;
    private static final int PAGE = 100;
    private static final Set<FindingStatus> LEFT = EnumSet.of(FindingStatus.OPEN, FindingStatus.WAITING);

    @Mixin
    private CommonOptions options;

    @Mixin
    private ProfileLogin login;

    @Option(names = "--dry-run", description = "Only says what it would find and do.")
    private boolean dry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Texts texts = Texts.load();
        Clock clock = settings.clock();
        PrintWriter out = spec.commandLine().getOut();
        if (settings.profile() != null) {
            try (StripeHouse stripe =
                    StripeHouse.company(ProfileLogin.profile(settings.profile()), login.credentials(), clock)) {
                return run(stripe, dry ? Run.Kind.DRY : Run.Kind.ASKED, texts, out);
            }
        }
        try (EmbeddedHouse house = new EmbeddedHouse(settings, texts, clock)) {
            house.prepare((fraction, step) -> out.println(step));
            try (StripeHouse stripe =
                    StripeHouse.embedded(house.profile(), house.credentials(EmbeddedHouse.JOBS_LOGIN), clock)) {
                return run(stripe, dry ? Run.Kind.DRY : Run.Kind.ASKED, texts, out);
            }
        }
    }

    static int run(StripeHouse stripe, Run.Kind kind, Texts texts, PrintWriter out) {
        Optional<Run> finished = stripe.reconciliation().runNow(kind, reached -> {}, () -> false);
        if (finished.isEmpty()) {
            out.println(texts.get("reconciliation.command.another"));
            return ANOTHER_RUNS;
        }
        Run.Counts counts = finished.get().counts();
        out.println(texts.get(
                "reconciliation.command.done",
                Digits.grouped(counts.payments()),
                Digits.grouped(counts.findingsNew()),
                Digits.grouped(counts.findingsClosed()),
                Digits.grouped(counts.credited().count()),
                Digits.grouped(counts.findingsOpen())));
        ReconciliationDesk desk = new ReconciliationDesk(stripe.jobs());
        long before = Long.MAX_VALUE;
        List<Finding> page;
        do {
            page = desk.findings(LEFT, before, PAGE);
            for (Finding finding : page) {
                out.println(line(finding, texts));
                before = finding.id();
            }
        } while (page.size() == PAGE);
        out.flush();
        return counts.findingsOpen() == 0 ? 0 : SOMETHING_OPEN;
    }

    private static String line(Finding finding, Texts texts) {
        return String.join(
                "  ",
                finding.kind().name(),
                finding.stripeId(),
                texts.get("reconciliation.class." + finding.kind()),
                finding.amount()
                        .map(amount -> amount.currency() + " " + amount.pence())
                        .orElse("-"),
                Digits.grouped(finding.tokens()));
    }
}
