package com.arzani.tokens.backup;

import java.nio.file.Path;

/// A second place for backups, on another machine.
public interface BackupStore extends AutoCloseable {
    /// Copies a file there under its own name, and reads the copy again to its last byte; whole or not at all.
    ///
    /// @return where it is, for people
    /// @throws com.arzani.tokens.problem.Unavailable `backup_store_away`
    String put(Path file);

    /// Brings a file back.
    ///
    /// @param folder where it is put under its name
    /// @throws com.arzani.tokens.problem.Rejected `file_not_readable` if it is not there
    Path fetch(String name, Path folder);

    /// Removes a copy; nothing happens if it is not there.
    void remove(String name);

    @Override
    void close();
}
