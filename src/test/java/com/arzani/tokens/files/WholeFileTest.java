package com.arzani.tokens.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void f20ADiskThatFillsUpLeavesNoFile() throws IOException {
        Path target = folder.resolve("entries.csv");
        assertThatThrownBy(() -> WholeFile.write(target, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(Unavailable.class)
                .extracting(problem -> ((TokenProblem) problem).key())
                .isEqualTo("disk_full");
        assertThat(files()).isEmpty();
    }

    @Test
    void f20WhatEndsEarlyLeavesTheFileThatWasThere() throws IOException {
        Path target = folder.resolve("entries.csv");
        Files.writeString(target, "old");
        assertThatThrownBy(() -> WholeFile.write(target, out -> {
                    out.write(1);
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(target).hasContent("old");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void f20ACancelInMidWriteLeavesNoFile() throws IOException {
        Path target = folder.resolve("entries.csv");
        assertThatThrownBy(() -> WholeFile.write(target, out -> {
                    Thread.currentThread().interrupt();
                    out.write(new byte[100_000]);
                    return 1;
                }))
                .isInstanceOf(Unavailable.class)
                .hasMessage("cancelled");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void h13AFolderThatIsNotThereIsRefused() {
        Path target = folder.resolve("missing/entries.csv");
        assertThatThrownBy(() -> WholeFile.write(target, out -> 1))
                .isInstanceOf(Rejected.class)
                .extracting(problem -> ((TokenProblem) problem).arguments().getFirst())
                .isEqualTo(target.toString());
    }

    @Test
    void aWholeFileTakesItsName() throws IOException {
        Path target = folder.resolve("entries.csv");
        Files.writeString(target, "old");
        int answer = WholeFile.write(target, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            assertThat(target).hasContent("old");
            return 7;
        });
        assertThat(answer).isEqualTo(7);
        assertThat(target).hasContent("new");
        assertThat(files()).containsExactly(target);
    }

    private java.util.List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
