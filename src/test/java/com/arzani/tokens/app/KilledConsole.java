package com.arzani.tokens.app;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Notices;
import com.arzani.tokens.ui.OwnDesktop;
import com.arzani.tokens.ui.PendingWrites;
import com.arzani.tokens.ui.TaskRunner;
import com.arzani.tokens.ui.TestDesktop;
import com.arzani.tokens.ui.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// A console in a process of its own that is killed between a press and its answer.
final class KilledConsole {
    static final int TOKENS = 5;

    /// When it is killed.
    enum Moment {
        BEFORE_IT_WAS_SENT,
        AFTER_THE_COMMIT
    }

    private KilledConsole() {}

    /// Presses in another process and kills that at the moment.
    static void run(Path data, ConnectionProfile profile, Credentials login, long user, Moment moment)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledConsole.class.getName(),
                        data.toString(),
                        Integer.toString(profile.port()),
                        profile.database(),
                        login.login(),
                        Long.toString(user),
                        moment.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            process.getOutputStream().write((new String(login.password()) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            for (String line = answers.readLine(); !"now".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new AssertionError("the console ended by itself");
                }
            }
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    public static void main(String[] arguments) throws IOException {
        String password = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        Clock clock = Clock.systemUTC();
        Database database = Database.open(
                new ConnectionProfile("company", "127.0.0.1", Integer.parseInt(arguments[1]), arguments[2], null),
                new Credentials(arguments[3], password.toCharArray()),
                DatabaseOptions.console(clock, () -> false).withEntities(Entities.ALL));
        LedgerService ledger = new LedgerService(database);
        Kit kit = new Kit(
                Texts.load(),
                new TaskRunner(Runnable::run, Runnable::run, (time, action) -> () -> {}, () -> {}),
                new NavigationHistory(),
                new Notices(clock),
                new OwnDesktop(new TestDesktop(), new UnfinishedFolder(Path.of(arguments[0]), "company", arguments[3])),
                clock);
        long user = Long.parseLong(arguments[4]);
        KeyedWrite<LedgerEntry> write = new KeyedWrite<>(
                kit,
                "killed.write",
                () -> UUID.randomUUID().toString(),
                key -> ledger.outcome(key).stream().findFirst());
        write.run(
                new PendingWrites.What("grant", user, TOKENS),
                key -> {
                    if (Moment.valueOf(arguments[5]) == Moment.AFTER_THE_COMMIT) {
                        ledger.adjust(LedgerFixture.grant(key, user, TOKENS));
                    }
                    System.out.println("now");
                    new CountDownLatch(1).await();
                    throw new IllegalStateException("nobody comes here");
                },
                posted -> {},
                refused -> {});
    }
}
