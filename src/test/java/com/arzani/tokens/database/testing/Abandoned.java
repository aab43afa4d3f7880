package com.arzani.tokens.database.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Servers that a killed test run left behind: nobody holds their lock any more.
final class Abandoned {
    private static final int STOP_SECONDS = 20;

    private Abandoned() {}

    static void remove(Path place) throws IOException {
        List<Path> folders;
        try (Stream<Path> runs = Files.list(place)) {
            folders = runs.toList();
        }
        for (Path folder : folders) {
            if (unused(folder)) {
                end(folder.resolve("database/cluster/postmaster.pid"));
                TestServer.delete(folder);
            }
        }
    }

    private static boolean unused(Path folder) {
        Path lock = folder.resolve("database/consoles.lock");
        if (!Files.exists(lock)) {
            // Another run may be just about to make it.
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void end(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .filter(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .ifPresent(Abandoned::await);
    }

    private static void await(CompletableFuture<ProcessHandle> end) {
        end.completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
