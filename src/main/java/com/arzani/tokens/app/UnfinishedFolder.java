package com.arzani.tokens.app;

import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.ui.PendingWrites;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes that were sent and not answered, each in a small file of its own in the data folder, so that two consoles do
/// not
/// meet in one; for its owner's eyes, and without personal data. Each operator and database sees its own.
final class UnfinishedFolder implements PendingWrites {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFolder.class);
    private static final String ENDING = ".properties";

    private final Path folder;
    private final String database;
    private final String operator;

    UnfinishedFolder(Path data, String database, String operator) {
        this.folder = data.resolve("unfinished");
        this.database = database;
        this.operator = operator;
    }

    @Override
    public void keep(Write write) {
        Properties kept = new Properties();
        kept.setProperty("key", write.key());
        kept.setProperty("kind", write.what().kind());
        kept.setProperty("target", Long.toString(write.what().target()));
        kept.setProperty("tokens", Long.toString(write.what().tokens()));
        kept.setProperty("at", write.at().toString());
        kept.setProperty("operator", operator);
        kept.setProperty("database", database);
        try {
            Files.createDirectories(folder);
            WholeFile.write(file(write.key()), out -> {
                kept.store(out, null);
                return null;
            });
        } catch (IOException | TokenProblem unwritable) {
            LOG.warn("An operation is not kept for the next start: {}", unwritable.getMessage());
        }
    }

    @Override
    public void settle(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException stays) {
            // The next sign-in asks for it once more and hears the truth.
            LOG.info("A settled operation is still kept: {}", stays.getMessage());
        }
    }

    /// This operator's unanswered writes to this database, oldest first.
    List<Write> left() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Write> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .forEach(file -> read(file).ifPresent(left::add));
        } catch (IOException unreadable) {
            LOG.warn("Unfinished operations cannot be read: {}", unreadable.getMessage());
        }
        left.sort(Comparator.comparing(Write::at));
        return left;
    }

    private Optional<Write> read(Path file) {
        Properties kept = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            kept.load(in);
            return operator.equals(kept.getProperty("operator")) && database.equals(kept.getProperty("database"))
                    ? Optional.of(write(kept))
                    : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("An unfinished operation cannot be read: {}", file.getFileName());
            return Optional.empty();
        }
    }

    private static Write write(Properties kept) {
        return new Write(
                kept.getProperty("key"),
                new What(
                        kept.getProperty("kind"),
                        Long.parseLong(kept.getProperty("target")),
                        Long.parseLong(kept.getProperty("tokens"))),
                Instant.parse(kept.getProperty("at")));
    }

    /// A key may hold signs that no file name may.
    private Path file(String key) {
        return folder.resolve(HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8)) + ENDING);
    }
}
