package com.arzani.tokens.database;

import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Who is using the embedded server, told by locks that the operating system lets go when a process dies.
///
/// POSIX drops all of a process's locks on a file when any of its channels on that file closes:
/// so one channel for each file, held for as long as the locks.
final class ConsoleLocks implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FileChannel consoles;
    private final FileChannel start;
    private FileLock consolesHeld;
    private FileLock startHeld;

    ConsoleLocks(DataFolder folder) {
        FileChannel first = open(folder, folder.consolesLock());
        try {
            start = open(folder, folder.startLock());
        } catch (RuntimeException failure) {
            closeQuietly(first);
            throw failure;
        }
        consoles = first;
    }

    /// Waits until no other process starts or stops the server.
    void lockStart() {
        startHeld = await(start, false);
    }

    void unlockStart() {
        release(startHeld);
        startHeld = null;
    }

    /// Says that this process uses the server.
    void joinConsoles() {
        consolesHeld = await(consoles, true);
    }

    /// Ends this process's use; true when no other process uses the server. To be called under the start lock.
    boolean leaveAsLast() {
        release(consolesHeld);
        consolesHeld = attempt(consoles, false);
        return consolesHeld != null;
    }

    boolean closed() {
        return !consoles.isOpen();
    }

    @Override
    public void close() {
        closeQuietly(consoles);
        closeQuietly(start);
    }

    private static FileLock await(FileChannel channel, boolean shared) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            FileLock lock = attempt(channel, shared);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new Unavailable("cancelled");
            }
        }
        throw new Unavailable("server_start_locked");
    }

    private static FileLock attempt(FileChannel channel, boolean shared) {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        } catch (IOException failure) {
            throw new Unavailable(failure, "server_start_locked");
        }
    }

    private static FileChannel open(DataFolder folder, Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw DataFolder.problem(failure, folder.root());
        }
    }

    private static void release(FileLock lock) {
        try {
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } catch (IOException closed) {
            // A closed channel has let its locks go already.
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // The operating system lets the lock go with the process at the latest.
        }
    }
}
