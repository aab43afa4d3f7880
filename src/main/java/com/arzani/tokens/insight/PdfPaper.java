package com.arzani.tokens.insight;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Writes a [Paper] as a PDF that looks the same everywhere.
public final class PdfPaper {
    private static final float TITLE = 17;
    private static final float HEADING = 12;
    private static final float TEXT = 9.5f;
    private static final float LABEL_WIDTH = 150;

    private PdfPaper() {}

    /// @return how many pages it has
    public static int write(Paper paper, OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle(paper.title());
            document.getDocumentInformation().setCreator("Arzani Token Console");
            try (PdfPages pages = new PdfPages(document)) {
                pages.heading(paper.title(), TITLE);
                for (Paper.Section section : paper.sections()) {
                    write(section, pages);
                }
            }
            document.save(out);
            return document.getNumberOfPages();
        }
    }

    private static void write(Paper.Section section, PdfPages pages) throws IOException {
        pages.space(HEADING);
        pages.heading(section.heading(), HEADING);
        pages.space(TEXT / 3);
        for (Paper.Fact fact : section.facts()) {
            pages.fact(fact.label(), fact.value(), TEXT, LABEL_WIDTH);
        }
        for (String paragraph : section.paragraphs()) {
            pages.paragraph(paragraph, TEXT);
        }
    }
}
