package com.arzani.tokens.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// What the console asks of the computer around it. One port, so that tests and the headless tour need no desktop.
public interface Desktop {
    /// Asks where to save; nothing if the person changed their mind.
    Optional<Path> chooseSaveFile(String title, String suggestedName);

    /// Asks which file to open; nothing if the person changed their mind.
    ///
    /// @param extension without a dot, for example `csv`
    Optional<Path> chooseOpenFile(String title, String extension);

    /// Asks for a folder; nothing if the person changed their mind.
    Optional<Path> chooseFolder(String title);

    void copy(String text);

    /// The text on the clipboard; nothing if there is none.
    Optional<String> pasted();

    void open(Path file);

    void browse(URI address);

    /// Prints plain text after asking for a printer; false if nothing was printed.
    boolean print(String title, String text);

    /// Prints pages, each made to fit one sheet of paper, after asking for a printer; false if nothing was printed.
    boolean print(String title, List<? extends Node> pages);

    /// What is remembered for whoever is signed in; nothing before that.
    default PendingWrites pendingWrites() {
        return PendingWrites.NONE;
    }
}
