package com.arzani.tokens.backup;

import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/// Where backups go and who may read everything.
///
/// @param reader connections of a login that sees every row
/// @param store a second place for them; empty for none
/// @param drill empty where this program has no login that may make databases
public record BackupPlace(Path folder, DataSource reader, Optional<BackupStore> store, Optional<Drill> drill) {
    /// The folder of backups inside a data folder of the built-in database.
    public static Path inside(Path data) {
        return data.resolve("backups");
    }
}
