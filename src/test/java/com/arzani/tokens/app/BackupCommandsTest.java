package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands as an operator's script calls them: a disaster, played through on two built-in databases.
class BackupCommandsTest {
    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(String data, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve(data).toString()));
        return new Ended(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    @Test
    void f24WhatWasBackedUpIsDrilledAndRestoredOnAnotherServer() throws IOException {
        Path backups = folder.resolve("backups");
        Ended nothing = run("first", "backup", "--to", backups.toString());
        assertThat(nothing.err()).contains("nothing to back up");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(run("first", "demo", "--users", "40", "--transactions", "400", "--seed", "7")
                        .code())
                .isZero();
        Ended backup = run("first", "backup", "--to", backups.toString());
        assertThat(backup.out()).contains("Backup written and checked to the last byte");
        assertThat(backup.code()).isZero();
        Path file = only(backups);

        Ended drill = run("first", "drill", "--from", file.toString());
        assertThat(drill.out()).contains("The backup restores: every wallet stands as it stood");
        assertThat(drill.code()).isZero();

        Ended occupied = run("first", "restore", "--from", file.toString());
        assertThat(occupied.err()).contains("not empty");
        assertThat(occupied.code()).isEqualTo(2);

        Path altered = folder.resolve("altered.zip");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(altered, bytes);
        Ended refused = run("second", "restore", "--from", altered.toString());
        assertThat(refused.err()).contains("is not as it was written");
        assertThat(folder.resolve("second/database"))
                .as("refused before anything began")
                .doesNotExist();

        Ended restored = run("second", "restore", "--from", file.toString());
        assertThat(restored.out()).contains("Every wallet stands as it stood").contains("everything agrees");
        assertThat(restored.code()).as(restored.err()).isZero();
        Ended verified = run("second", "verify");
        assertThat(verified.out()).contains("Everything agrees.");
        assertThat(verified.code()).isZero();
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
