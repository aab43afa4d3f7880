package com.arzani.tokens.proof;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The seals outside the database, a line each, only ever added to. Belongs into every backup.
public record SealFile(Path path) {
    /// A line of the file.
    ///
    /// @param number from 1
    /// @param seal nothing if the line is no seal, or not a whole line
    public record Line(long number, Optional<SignedSeal> seal) {}

    /// All lines; none if there is no file.
    ///
    /// @throws Rejected `seal_file_unreadable` with the path
    public List<Line> lines() {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new Rejected(failure, "seal_file_unreadable", path.toString());
        }
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = end < 0 ? "" : text.substring(from, end);
            lines.add(new Line(lines.size() + 1L, SignedSeal.parse(line)));
            from = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }

    /// Adds a seal; it is on the disk when this returns. A line that a full disk cut short is taken back.
    ///
    /// @throws Unavailable `seal_file_not_written` with the path
    public void append(SignedSeal seal) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long end = channel.size();
                channel.position(end);
                try {
                    ByteBuffer line = StandardCharsets.UTF_8.encode(seal.line() + "\n");
                    while (line.hasRemaining()) {
                        channel.write(line);
                    }
                    channel.force(true);
                } catch (IOException failure) {
                    channel.truncate(end);
                    throw failure;
                }
            }
        } catch (IOException failure) {
            throw new Unavailable(failure, "seal_file_not_written", path.toString());
        }
    }
}
