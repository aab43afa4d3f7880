package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Under whose name PostgreSQL's programs run. They refuse to run as root; an ordinary user runs them as they are.
enum ServerAccount {
    /// The user itself.
    OWN,
    /// Root, seen as an unprivileged user inside a user namespace; the files stay root's.
    NAMESPACE,
    /// Root steps down to an unprivileged user, to whom the server's files are given.
    STEPPED_DOWN;

    private static final String NOBODY = "65534";
    private static final int PROBE_SECONDS = 10;

    /// What fits this process, tried and not guessed.
    static ServerAccount fitting(Platform platform) {
        if (platform.windows() || !isRoot()) {
            return OWN;
        }
        for (ServerAccount account : List.of(NAMESPACE, STEPPED_DOWN)) {
            if (account.runs(List.of("true"))) {
                return account;
            }
        }
        throw new Unavailable("server_needs_other_user");
    }

    /// The command line that runs a program under this account.
    List<String> command(List<String> program) {
        List<String> whole = new ArrayList<>();
        if (this == NAMESPACE) {
            whole.addAll(List.of("unshare", "-U"));
        } else if (this == STEPPED_DOWN) {
            whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        whole.addAll(program);
        return whole;
    }

    /// Rights of a folder that the account must be able to pass through on the way to its own files.
    String folderRights() {
        return this == STEPPED_DOWN ? "rwx--x--x" : "rwx------";
    }

    /// Gives a file or folder to the account, where it is another than ours.
    void own(Path file) throws IOException {
        if (this != STEPPED_DOWN) {
            return;
        }
        UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(names.lookupPrincipalByName(NOBODY));
        view.setGroup(names.lookupPrincipalByGroupName(NOBODY));
    }

    private static boolean isRoot() {
        try {
            Object owner = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return owner instanceof Integer id && id == 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /// Refuses a folder below one that the account may not enter, such as root's own.
    void requireReach(Path folder) {
        if (this == STEPPED_DOWN && !runs(List.of("test", "-x", folder.toString()))) {
            throw new Rejected("data_folder_not_writable", folder.toString());
        }
    }

    private boolean runs(List<String> program) {
        try {
            Process probe = new ProcessBuilder(command(program))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return false;
            }
            return probe.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable(interrupted, "cancelled");
        }
    }
}
