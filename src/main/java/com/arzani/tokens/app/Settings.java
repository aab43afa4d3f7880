package com.arzani.tokens.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// How this run of the program was asked to be.
///
/// @param data    folder of the built-in database and of the console's log
/// @param profile name of the connection profile to begin with; null for the built-in database
/// @param profiles folder of the connection profiles
public record Settings(Path data, String profile, Path profiles) {
    public Settings {
        data = data.toAbsolutePath().normalize();
    }

    /// Where the log goes: beside the data, or to the temporary folder if that cannot be written.
    Path logFolder() {
        Path existing = data;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
        return writable ? data.resolve("log") : Path.of(System.getProperty("java.io.tmpdir"), "arzani-console-log");
    }

    /// The program's clock, in the zone of this computer.
    public Clock clock() {
        return Clock.systemDefaultZone();
    }
}
