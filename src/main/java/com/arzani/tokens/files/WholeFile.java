package com.arzani.tokens.files;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file that stands under its name whole or not at all (F20): the bytes go into a file beside it, are synced,
/// and only then take the name. Whatever ends the writing early, a cancel too, leaves nothing behind, and what stood
/// under the name before stays.
public final class WholeFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private WholeFile() {}

    /// Writes `target`, replacing what stands there: whoever chose the name has agreed to that.
    ///
    /// @throws Rejected    `file_not_writable` with the path
    /// @throws Unavailable `disk_full` with the path
    public static <T> T write(Path target, Body<T> body) {
        Path file = target.toAbsolutePath();
        Path aside;
        try {
            // Made for its owner alone: exports hold customers' data.
            aside = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".part");
        } catch (IOException | RuntimeException failure) {
            throw new Rejected(failure, "file_not_writable", target.toString());
        }
        try {
            T result = fill(aside, body);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(file.getParent());
            return result;
        } catch (IOException failure) {
            throw problem(failure, target);
        } finally {
            remove(aside);
        }
    }

    private static <T> T fill(Path aside, Body<T> body) throws IOException {
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            T result = body.write(out);
            out.flush();
            channel.force(true);
            return result;
        }
    }

    private static RuntimeException problem(IOException failure, Path target) {
        if (failure instanceof ClosedByInterruptException) {
            return new Unavailable(failure, "cancelled");
        }
        String text = failure instanceof FileSystemException refused ? refused.getReason() : failure.getMessage();
        // The system's words are all there is to tell a full disk by.
        boolean full = text != null && (text.contains("No space left") || text.contains("not enough space"));
        return full
                ? new Unavailable(failure, "disk_full", target.toString())
                : new Rejected(failure, "file_not_writable", target.toString());
    }

    /// The name itself must survive a power cut; a system that cannot sync a folder (Windows) keeps names by itself.
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notSupported) {
            return;
        }
    }

    private static void remove(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException stays) {
            // Its name says what it is, and nothing reads it.
            return;
        }
    }

    /// Writes the bytes.
    public interface Body<T> {
        T write(OutputStream out) throws IOException;
    }
}
