package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder in which a user's own database lives, closed to other users: `database` inside the folder the user chose,
/// which may hold other things and keeps its own rights.
///
/// ```
/// passwords.properties   0600, the superuser and the logins of demonstration
/// consoles.lock          shared by every running console
/// start.lock             held while the server is started or stopped
/// cluster/               PostgreSQL's data
/// log/                   the server's log, this start and the one before, and what initdb or pg_ctl said last
/// ```
record DataFolder(Path root) {
    private static final String ONLY_OWNER_FILE = "rw-------";

    static DataFolder opened(Path chosen, ServerAccount account) {
        Path outer = chosen.toAbsolutePath().normalize();
        Path whole = outer.resolve("database");
        try {
            // Rights are set before anything is in the folder, and never on a folder that somebody else made.
            boolean made = !Files.exists(outer);
            Files.createDirectories(whole);
            if (made) {
                onlyOwner(outer, account.folderRights());
            }
            onlyOwner(whole, account.folderRights());
            // One spelling for one folder: the running server is recognised by it.
            whole = whole.toRealPath();
            Path probe = whole.resolve(".writable-" + ProcessHandle.current().pid());
            Files.write(probe, new byte[] {1});
            Files.delete(probe);
            return new DataFolder(whole);
        } catch (IOException failure) {
            throw problem(failure, outer);
        }
    }

    Path cluster() {
        return root.resolve("cluster");
    }

    Path clusterAside() {
        return root.resolve("cluster.new");
    }

    Path log() {
        return root.resolve("log");
    }

    Path passwords() {
        return root.resolve("passwords.properties");
    }

    Path consolesLock() {
        return root.resolve("consoles.lock");
    }

    Path startLock() {
        return root.resolve("start.lock");
    }

    /// Refuses data that another PostgreSQL wrote, before anything touches it. A folder without data is fine.
    void requireVersion(String expected) {
        if (!Files.exists(cluster())) {
            return;
        }
        try {
            String found = Files.readString(cluster().resolve("PG_VERSION")).strip();
            if (!found.equals(expected)) {
                throw new Rejected("data_of_other_version", found, expected, root.toString());
            }
        } catch (NoSuchFileException missing) {
            throw new Rejected(missing, "data_of_other_version", "?", expected, root.toString());
        } catch (IOException failure) {
            throw problem(failure, root);
        }
    }

    /// Writes a file only its owner can read, aside and renamed: never a short file under the final name.
    static void writeSecret(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        if (posix(file)) {
            Files.createFile(
                    aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(ONLY_OWNER_FILE)));
        }
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes away the rights of others, where the file system knows such rights.
    static void onlyOwner(Path file) throws IOException {
        onlyOwner(file, Files.isDirectory(file) ? ServerAccount.OWN.folderRights() : ONLY_OWNER_FILE);
    }

    static void onlyOwner(Path file, String permissions) throws IOException {
        if (posix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(tree)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /// A full disk is told apart from a folder that may not be written. Java gives only the system's text for it.
    static TokenProblem problem(IOException failure, Path folder) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left") || text.contains("not enough space") || text.contains("quota exceeded")) {
            return new Unavailable(failure, "database_full");
        }
        return new Rejected(failure, "data_folder_not_writable", folder.toString());
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
