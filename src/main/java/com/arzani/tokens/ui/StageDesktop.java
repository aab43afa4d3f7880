package com.arzani.tokens.ui;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.HostServices;
import javafx.print.PageLayout;
import javafx.print.PrinterJob;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The desktop around a real window.
public final class StageDesktop implements Desktop {
    private static final double PRINT_MARGIN = 36;

    private final Supplier<Window> owner;
    private final HostServices host;

    public StageDesktop(Supplier<Window> owner, HostServices host) {
        this.owner = owner;
        this.host = host;
    }

    @Override
    public Optional<Path> chooseSaveFile(String title, String suggestedName) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(suggestedName);
        return Optional.ofNullable(chooser.showSaveDialog(owner.get())).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseOpenFile(String title, String extension) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("*." + extension, "*." + extension));
        return Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        return Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
    }

    @Override
    public void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public Optional<String> pasted() {
        return Optional.ofNullable(Clipboard.getSystemClipboard().getString());
    }

    @Override
    public void open(Path file) {
        host.showDocument(file.toUri().toString());
    }

    @Override
    public void browse(URI address) {
        host.showDocument(address.toString());
    }

    @Override
    public boolean print(String title, String text) {
        PrinterJob job = PrinterJob.createPrinterJob();
        if (job == null || !job.showPrintDialog(owner.get())) {
            return false;
        }
        Text page = new Text(title + "\n\n" + text);
        page.setWrappingWidth(job.getJobSettings().getPageLayout().getPrintableWidth() - PRINT_MARGIN);
        return job.printPage(page) && job.endJob();
    }

    @Override
    public boolean print(String title, List<? extends Node> pages) {
        PrinterJob job = PrinterJob.createPrinterJob();
        if (job == null || !job.showPrintDialog(owner.get())) {
            return false;
        }
        job.getJobSettings().setJobName(title);
        PageLayout paper = job.getJobSettings().getPageLayout();
        boolean printed = true;
        for (Node page : pages) {
            double wide = paper.getPrintableWidth() / page.getBoundsInParent().getWidth();
            double high = paper.getPrintableHeight() / page.getBoundsInParent().getHeight();
            Scale fit = new Scale(Math.min(wide, high), Math.min(wide, high));
            page.getTransforms().add(fit);
            printed = printed && job.printPage(page);
            page.getTransforms().remove(fit);
        }
        return printed && job.endJob();
    }
}
