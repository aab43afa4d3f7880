package com.arzani.tokens.insight;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Pages of a PDF, filled from the top; a new one begins where one is full. Fonts are embedded.
final class PdfPages implements AutoCloseable {
    static final float MARGIN = 56;
    private static final float LEADING = 1.38f;

    private final PDDocument document;
    private final PdfLines shapes = new PdfLines();
    private final PDFont regular;
    private final PDFont bold;
    private PDPageContentStream content;
    private float top;

    PdfPages(PDDocument document) throws IOException {
        this.document = document;
        regular = font("Regular");
        bold = font("Bold");
        next();
    }

    private PDFont font(String weight) throws IOException {
        try (InputStream in = PdfPages.class.getResourceAsStream("/fonts/IBMPlexSans-" + weight + ".ttf")) {
            return PDType0Font.load(document, in, true);
        }
    }

    private void next() throws IOException {
        if (content != null) {
            content.close();
        }
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        top = PDRectangle.A4.getHeight() - MARGIN;
    }

    static float width() {
        return PDRectangle.A4.getWidth() - 2 * MARGIN;
    }

    void space(float points) {
        top -= points;
    }

    /// Text of our own in bold.
    void heading(String text, float size) throws IOException {
        paragraph(text, bold, size, 0, width());
    }

    void paragraph(String text, float size) throws IOException {
        paragraph(text, regular, size, 0, width());
    }

    /// A label with its value beside it.
    void fact(String label, String value, float size, float labelWidth) throws IOException {
        room(size);
        float before = top;
        int page = document.getNumberOfPages();
        paragraph(label, bold, size, 0, labelWidth - 8);
        float labelEnd = top;
        if (document.getNumberOfPages() == page) {
            top = before;
        }
        paragraph(value, regular, size, labelWidth, width() - labelWidth);
        if (document.getNumberOfPages() == page) {
            top = Math.min(top, labelEnd);
        }
    }

    private void paragraph(String text, PDFont font, float size, float indent, float width) throws IOException {
        for (String line : text.split("\n", -1)) {
            if (shapes.plain(line)) {
                for (String part : wrapped(line, font, size, width)) {
                    show(part, font, size, indent);
                }
            } else {
                for (PdfLines.Drawn drawn : shapes.lines(line, size, width)) {
                    draw(drawn, size, indent);
                }
            }
        }
    }

    private void room(float size) throws IOException {
        if (top - size * LEADING < MARGIN) {
            next();
        }
        content.setNonStrokingColor(0.1f);
    }

    private void show(String line, PDFont font, float size, float indent) throws IOException {
        room(size);
        top -= size * LEADING;
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(MARGIN + indent, top);
        content.showText(line);
        content.endText();
    }

    /// Shapes, with the text they stand for beside them, so that it is found and read aloud.
    private void draw(PdfLines.Drawn line, float size, float indent) throws IOException {
        room(size);
        top -= size * LEADING;
        COSDictionary said = new COSDictionary();
        said.setString(COSName.ACTUAL_TEXT, line.text());
        content.beginMarkedContent(COSName.getPDFName("Span"), PDPropertyList.create(said));
        fill(line.shape(), MARGIN + indent);
        content.endMarkedContent();
    }

    private void fill(Shape shape, float left) throws IOException {
        PathIterator path = shape.getPathIterator(null);
        float[] at = new float[6];
        float[] from = new float[2];
        boolean any = false;
        for (; !path.isDone(); path.next()) {
            any = true;
            switch (path.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> content.moveTo(left + at[0], top - at[1]);
                case PathIterator.SEG_LINETO -> content.lineTo(left + at[0], top - at[1]);
                // A curve with one handle is one with two, each two thirds of the way to it.
                case PathIterator.SEG_QUADTO ->
                    content.curveTo(
                            left + from[0] + (at[0] - from[0]) * 2 / 3,
                            top - from[1] - (at[1] - from[1]) * 2 / 3,
                            left + at[2] + (at[0] - at[2]) * 2 / 3,
                            top - at[3] - (at[1] - at[3]) * 2 / 3,
                            left + at[2],
                            top - at[3]);
                case PathIterator.SEG_CUBICTO ->
                    content.curveTo(left + at[0], top - at[1], left + at[2], top - at[3], left + at[4], top - at[5]);
                default -> content.closePath();
            }
            int last = switch (path.currentSegment(at)) {
                case PathIterator.SEG_QUADTO -> 2;
                case PathIterator.SEG_CUBICTO -> 4;
                default -> 0;
            };
            from[0] = at[last];
            from[1] = at[last + 1];
        }
        if (any) {
            content.fill();
        }
    }

    private static List<String> wrapped(String line, PDFont font, float size, float width) throws IOException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : line.split("(?<= )")) {
            for (String piece : pieces(word, font, size, width)) {
                if (part.length() > 0 && wide(part + piece.stripTrailing(), font, size) > width) {
                    parts.add(part.toString());
                    part.setLength(0);
                }
                part.append(piece);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// A word that is longer than a line, cut where it must be.
    private static List<String> pieces(String word, PDFont font, float size, float width) throws IOException {
        List<String> pieces = new ArrayList<>();
        String rest = word;
        while (wide(rest.stripTrailing(), font, size) > width) {
            int fits = 1;
            while (wide(rest.substring(0, fits + 1), font, size) <= width) {
                fits++;
            }
            pieces.add(rest.substring(0, fits));
            rest = rest.substring(fits);
        }
        pieces.add(rest);
        return pieces;
    }

    private static float wide(String text, PDFont font, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
