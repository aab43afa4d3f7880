package com.arzani.tokens.checker;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.ledger.GatheredPosting;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.Posting;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// A program under mixed load, to be killed: it says what it asks for before, and what it was told after, one line
/// each.
///
/// `ready`, then after a line on its input: `ask KEY USER TYPE TOKENS`, `ack KEY ENTRY`, `no KEY REFUSAL`, `lost KEY`.
final class LoadProcess {
    static final String APPLICATION = "killed-load";
    private static final int EACH = 2;

    private final String name;
    private final long firstUser;
    private final int users;

    private LoadProcess(String name, long firstUser, int users) {
        this.name = name;
        this.firstUser = firstUser;
        this.users = users;
    }

    /// Starts it.
    static Process launch(Path data, String name, long firstUser, int users) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProcess.class.getName(),
                        data.toString(),
                        name,
                        Long.toString(firstUser),
                        Integer.toString(users))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        LoadProcess load = new LoadProcess(arguments[1], Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), Map.of());
        LedgerService service = new LedgerService(open(server, "tokens_jobs"));
        GatheredPosting gathered = new GatheredPosting(open(server, "tokens_jobs"), GatheredPosting.Limits.USUAL);
        LedgerService support = new LedgerService(open(server, "demo_support"));
        LedgerService finance = new LedgerService(open(server, "demo_finance"));
        support.reasonCodes();
        say("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < EACH; number++) {
            int nth = number;
            threads.add(Thread.ofPlatform().start(() -> load.spend(service::post, "spend" + nth)));
            threads.add(Thread.ofPlatform().start(() -> load.spend(gathered::post, "gathered" + nth)));
            threads.add(Thread.ofPlatform().start(() -> load.batch(service, "batch" + nth)));
            threads.add(Thread.ofPlatform().start(() -> load.adjust(nth == 0 ? support : finance, "staff" + nth)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Database open(EmbeddedPostgres server, String login) {
        DatabaseOptions options =
                DatabaseOptions.jobs(Clock.systemUTC()).named(APPLICATION).withEntities(Ledger.ENTITIES);
        return Database.open(server.profile(), server.credentials(login), options);
    }

    private long user(Random random) {
        return firstUser + random.nextInt(users);
    }

    private void spend(Function<Posting, LedgerEntry> service, String thread) {
        Random random = new Random();
        for (long number = 0; ; number++) {
            String key = name + "-" + thread + "-" + number;
            Posting posting = posting(key, random);
            say("ask " + key + " " + posting.userId() + " consumption "
                    + posting.tokens().count());
            told(key, () -> List.of(service.apply(posting)));
        }
    }

    private Posting posting(String key, Random random) {
        return Posting.consumption(
                key, user(random), new Tokens(1 + random.nextInt(3)), Posting.Context.action("contact_seller", 1L));
    }

    private void batch(LedgerService service, String thread) {
        Random random = new Random();
        for (long number = 0; ; number++) {
            List<Posting> postings = new ArrayList<>();
            for (int line = 0; line < 1 + random.nextInt(6); line++) {
                Posting posting = posting(name + "-" + thread + "-" + number + "." + line, random);
                postings.add(posting);
                say("ask " + posting.operationKey() + " " + posting.userId() + " consumption "
                        + posting.tokens().count());
            }
            try {
                service.postBatch(postings)
                        .forEach(outcome -> say(
                                outcome.refusal().isPresent()
                                        ? "no " + postings.get(outcome.line()).operationKey() + " "
                                                + outcome.refusal().get().key()
                                        : "ack " + postings.get(outcome.line()).operationKey() + " "
                                                + outcome.entryId()));
            } catch (Unavailable lost) {
                postings.forEach(posting -> say("lost " + posting.operationKey()));
            }
        }
    }

    private void adjust(LedgerService operator, String thread) {
        Random random = new Random();
        LedgerEntry last = null;
        for (long number = 0; ; number++) {
            String key = name + "-" + thread + "-" + number;
            if (last != null && random.nextInt(3) == 0) {
                LedgerEntry reversed = last;
                last = null;
                say("ask " + key + " " + reversed.userId() + " reversal "
                        + reversed.amount().count());
                told(
                        key,
                        () -> List.of(
                                operator.reverse(new Reversal(key, reversed.id(), null, LedgerFixture.reason()))));
            } else {
                long user = user(random);
                long tokens = 1 + random.nextInt(5);
                say("ask " + key + " " + user + " adjustment " + tokens);
                List<LedgerEntry> posted =
                        told(key, () -> List.of(operator.adjust(LedgerFixture.grant(key, user, tokens))));
                last = posted.isEmpty() ? null : posted.getFirst();
            }
        }
    }

    private static List<LedgerEntry> told(String key, java.util.function.Supplier<List<LedgerEntry>> work) {
        try {
            List<LedgerEntry> posted = work.get();
            say("ack " + key + " " + posted.getFirst().id());
            return posted;
        } catch (Unavailable lost) {
            say("lost " + key);
        } catch (TokenProblem refused) {
            say("no " + key + " " + refused.key());
        }
        return List.of();
    }

    private static void say(String line) {
        System.out.println("> " + line + " .");
    }
}
