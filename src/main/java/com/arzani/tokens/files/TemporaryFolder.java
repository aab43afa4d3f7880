package com.arzani.tokens.files;

import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that its owner alone reads, removed with all that is in it when it is closed.
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /// @throws Rejected `file_not_writable` with the system's folder for such
    public static TemporaryFolder make(String name) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(name));
        } catch (IOException failure) {
            throw new Rejected(failure, "file_not_writable", System.getProperty("java.io.tmpdir"));
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> inner = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : inner) {
                Files.deleteIfExists(one);
            }
        } catch (IOException stays) {
            // Its name says what it is, and the system clears such folders by itself.
            return;
        }
    }
}
