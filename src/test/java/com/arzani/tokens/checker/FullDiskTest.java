package com.arzani.tokens.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database's disk is full while it posts (F19): said in plain words, and when there is space again nothing is
/// lost.
class FullDiskTest {
    private static final String SIZE = "200m";

    @TempDir
    private Path folder;

    @Test
    void f19_aDiskThatFillsUpLosesNothingAndThePostingGoesOnWithSpace() throws Exception {
        List<String> smallDisk = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + SIZE + " none \"$0\" && exec \"$@\"",
                folder.toString());
        assumeTrue(runs(smallDisk), "needs a user namespace with a file system of its own");
        List<String> command = new ArrayList<>(smallDisk);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder.toString()));

        String said = "";
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said = line.startsWith("> ") ? line : said;
            }
        } finally {
            program.destroyForcibly().onExit().join();
        }

        // A full disk stops a statement (53100), or the server itself when it meets the log of what was committed.
        assertThat(said).containsAnyOf("database_full", "database_away").endsWith(" consistent");
    }

    private static boolean runs(List<String> around) throws InterruptedException {
        List<String> command = new ArrayList<>(around);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
