package com.arzani.tokens.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Node;

/// A desktop that remembers what it was asked.
public final class TestDesktop implements Desktop {
    private final List<String> copied = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final Map<String, PendingWrites.Write> pending = new ConcurrentHashMap<>();
    private Path chosen;
    private String clipboard;

    /// What the next file choosers answer; null for "changed their mind".
    public void choose(Path file) {
        chosen = file;
    }

    /// What lies on the clipboard.
    public void putOnClipboard(String text) {
        clipboard = text;
    }

    public List<String> copied() {
        return copied;
    }

    public List<String> opened() {
        return opened;
    }

    @Override
    public Optional<Path> chooseSaveFile(String title, String suggestedName) {
        return Optional.ofNullable(chosen);
    }

    @Override
    public Optional<Path> chooseOpenFile(String title, String extension) {
        return Optional.ofNullable(chosen);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return Optional.ofNullable(chosen);
    }

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public Optional<String> pasted() {
        return Optional.ofNullable(clipboard);
    }

    @Override
    public void open(Path file) {
        opened.add(file.toString());
    }

    @Override
    public void browse(URI address) {
        opened.add(address.toString());
    }

    @Override
    public boolean print(String title, String text) {
        opened.add(title);
        return true;
    }

    @Override
    public boolean print(String title, List<? extends Node> pages) {
        opened.add(title + ", pages: " + pages.size());
        return true;
    }

    /// Writes that are kept until their outcome is known, by key.
    public Map<String, PendingWrites.Write> pending() {
        return pending;
    }

    @Override
    public PendingWrites pendingWrites() {
        return new PendingWrites() {
            @Override
            public void keep(Write write) {
                pending.put(write.key(), write);
            }

            @Override
            public void settle(String key) {
                pending.remove(key);
            }
        };
    }
}
