package com.arzani.tokens.app;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.proof.SealPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// How this run of the program was asked to be.
///
/// @param data    folder of the built-in database and of the console's log
/// @param profile name of the connection profile to begin with; null for the built-in database
/// @param profiles folder of the connection profiles
public record Settings(Path data, String profile, Path profiles) {
    static final String SEAL_KEY = "LEDGER_SEAL_KEY";

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

    /// Where the key and the file of seals lie: in the data folder of the built-in database, else where the
    /// environment's
    /// `LEDGER_SEAL_KEY` says.
    ///
    /// @throws Rejected `seal_place_missing` for a company's database without that
    SealPlace sealPlace() {
        if (profile == null) {
            return SealPlace.inside(data);
        }
        String key = System.getenv(SEAL_KEY);
        if (key == null || key.isBlank()) {
            throw new Rejected("seal_place_missing", SEAL_KEY);
        }
        return new SealPlace(Path.of(key.strip()).toAbsolutePath().normalize());
    }

    /// The program's clock, in the zone of this computer.
    public Clock clock() {
        return Clock.systemDefaultZone();
    }
}
