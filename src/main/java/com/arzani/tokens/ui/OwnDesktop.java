package com.arzani.tokens.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// The desktop of one operator: the computer's, with what is remembered for this person.
public record OwnDesktop(Desktop desktop, PendingWrites pendingWrites) implements Desktop {
    @Override
    public Optional<Path> chooseSaveFile(String title, String suggestedName) {
        return desktop.chooseSaveFile(title, suggestedName);
    }

    @Override
    public Optional<Path> chooseOpenFile(String title, String extension) {
        return desktop.chooseOpenFile(title, extension);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return desktop.chooseFolder(title);
    }

    @Override
    public void copy(String text) {
        desktop.copy(text);
    }

    @Override
    public Optional<String> pasted() {
        return desktop.pasted();
    }

    @Override
    public void open(Path file) {
        desktop.open(file);
    }

    @Override
    public void browse(URI address) {
        desktop.browse(address);
    }

    @Override
    public boolean print(String title, String text) {
        return desktop.print(title, text);
    }

    @Override
    public boolean print(String title, List<? extends Node> pages) {
        return desktop.print(title, pages);
    }
}
