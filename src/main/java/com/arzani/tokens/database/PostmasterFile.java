package com.arzani.tokens.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What PostgreSQL writes into `postmaster.pid`: its process and its port.
///
/// After a kill or a power cut the file stays, and its number may meanwhile belong to any other process.
///
/// @param port 0 while the server has not yet written it
record PostmasterFile(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> read(Path cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new PostmasterFile(
                    number(lines, 0),
                    (int) number(lines, PORT_LINE),
                    text(lines, STATUS_LINE).equals("ready")));
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        }
    }

    /// True when a process of that number lives and may be the server of this data; another process may have got the
    /// number later.
    boolean mayServe(Path cluster) {
        Optional<ProcessHandle.Info> info =
                ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::info);
        if (info.isEmpty() || isDead()) {
            return false;
        }
        boolean postgres = info.get()
                .command()
                .map(command -> command.toLowerCase(Locale.ROOT).contains("postgres"))
                .orElse(true);
        boolean sameData = info.get()
                .arguments()
                .map(arguments -> List.of(arguments).contains(cluster.toString()))
                .orElse(true);
        return postgres && sameData;
    }

    /// A killed process whose parent never asks for its end keeps its number, as in many containers.
    private boolean isDead() {
        try {
            String state = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return state.startsWith("Z", state.lastIndexOf(')') + 2);
        } catch (IOException noProc) {
            return false;
        }
    }

    private static long number(List<String> lines, int line) {
        try {
            return Long.parseLong(text(lines, line));
        } catch (NumberFormatException notYetWritten) {
            return 0;
        }
    }

    private static String text(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line).strip() : "";
    }
}
