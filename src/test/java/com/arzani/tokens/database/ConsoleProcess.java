package com.arzani.tokens.database;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.problem.TokenProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A console in a process of its own, driven by lines: `start`, `write <n>`, `count`, `close`. Each is answered by one
/// line.
final class ConsoleProcess implements AutoCloseable {
    private static final String ANSWER = "> ";
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;

    private ConsoleProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static ConsoleProcess launch(Path data) throws IOException {
        return launch(List.of(), data);
    }

    /// @param around a program that runs the console, with its arguments
    static ConsoleProcess launch(List<String> around, Path data) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(around);
        command.addAll(List.of(
                java.toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ConsoleProcess.class.getName(),
                data.toString()));
        return new ConsoleProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// Sends a command without waiting for its answer.
    void send(String command) {
        commands.println(command);
    }

    String answer() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                // The rest is its log.
                if (line.startsWith(ANSWER)) {
                    return line.substring(ANSWER.length());
                }
            }
            throw new AssertionError("the console ended");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String ask(String command) {
        send(command);
        return answer();
    }

    /// As `kill -9`.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        EmbeddedPostgres server = null;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "start" -> {
                    try {
                        server = EmbeddedPostgres.start(Path.of(arguments[0]), Map.of());
                    } catch (TokenProblem problem) {
                        say(problem.key());
                        continue;
                    }
                    new Sql(server.ownerSource()).execute("CREATE TABLE IF NOT EXISTS kept (number bigint)");
                    say((server.joined() ? "joined " : "started ")
                            + server.profile().port());
                }
                case "write" -> {
                    new Sql(server.ownerSource()).execute("INSERT INTO kept VALUES (?)", Long.valueOf(words[1]));
                    say("written " + words[1]);
                }
                case "count" -> say(new Sql(server.ownerSource()).number("SELECT count(*) FROM kept"));
                default -> {
                    server.close();
                    say("closed");
                }
            }
        }
    }

    private static void say(Object answer) {
        System.out.println(ANSWER + answer);
    }
}
