package com.arzani.tokens.app.tour;

import com.arzani.tokens.ui.Desktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// The desktop of a tour, where nobody answers: what is saved goes to one folder, nothing is opened or printed.
final class QuietDesktop implements Desktop {
    private final Path folder;

    QuietDesktop(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Path> chooseSaveFile(String title, String suggestedName) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Optional.of(folder.resolve(suggestedName));
    }

    @Override
    public Optional<Path> chooseOpenFile(String title, String extension) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        return Optional.empty();
    }

    @Override
    public void copy(String text) {
        // Nobody pastes here.
    }

    /// Rows of a batch, as somebody may have copied them from a spreadsheet.
    @Override
    public Optional<String> pasted() {
        return Optional.of("""
                user_id\ttokens\treason_code\tnote
                101\t5\tgoodwill\tSpring gift
                102\t5\tgoodwill\tSpring gift
                103\t5\tgoodwill\tSpring gift
                104\t1e3\tgoodwill\tSpring gift
                105\t-100000\tcorrection\tGiven twice in March
                106\t5\tkindness\tSpring gift
                107\t10\tservice_failure\tThe search was down
                ann@example.com\t5\tgoodwill\tSpring gift
                """);
    }

    @Override
    public void open(Path file) {
        // Nobody looks here.
    }

    @Override
    public void browse(URI address) {
        // Nobody looks here.
    }

    @Override
    public boolean print(String title, String text) {
        return false;
    }

    @Override
    public boolean print(String title, List<? extends Node> pages) {
        return false;
    }
}
