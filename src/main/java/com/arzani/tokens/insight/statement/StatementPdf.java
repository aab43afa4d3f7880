package com.arzani.tokens.insight.statement;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;
import org.vandeseer.easytable.RepeatedHeaderTableDrawer;
import org.vandeseer.easytable.settings.HorizontalAlignment;
import org.vandeseer.easytable.structure.Row;
import org.vandeseer.easytable.structure.Table;
import org.vandeseer.easytable.structure.cell.TextCell;

/// A statement as a PDF: A4, vector charts (JFreeChart through a PDFBox canvas), tables that go on over pages
/// (easytable),
/// embedded fonts, so that every number can be found and copied.
final class StatementPdf implements AutoCloseable {
    private static final float MARGIN = 44;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float CHART_HEIGHT = 190;
    private static final float FOOT = 24;
    private static final float LABEL_SHARE = 0.26f;
    private static final Color LINE = new Color(0xD8DEE4);
    private static final Color SHADE = new Color(0xF6F8FA);

    private final PDDocument document = new PDDocument();
    private final PDFont regular;
    private final PDFont bold;
    private final StatementDrawing drawing;
    private final String head;
    private PDPage page;
    private float top;

    private StatementPdf(String head) throws IOException {
        this.head = head;
        regular = font("Regular");
        bold = font("Bold");
        drawing = new StatementDrawing();
    }

    /// @param head stands on each page
    /// @param foot of each page, for its number and how many there are
    static void write(OutputStream out, String head, String sub, List<StatementPage> pages, PageNumber foot)
            throws IOException {
        try (StatementPdf pdf = new StatementPdf(head)) {
            pdf.document.getDocumentInformation().setTitle(head);
            for (StatementPage one : pages) {
                pdf.page(one, sub);
            }
            pdf.number(foot);
            pdf.document.save(out);
        }
    }

    /// The words at the foot of a page.
    interface PageNumber {
        String of(int page, int pages);
    }

    private PDFont font(String weight) throws IOException {
        try (InputStream in = StatementPdf.class.getResourceAsStream("/fonts/IBMPlexSans-" + weight + ".ttf")) {
            return PDType0Font.load(document, in, true);
        }
    }

    private void page(StatementPage one, String sub) throws IOException {
        begin();
        text(head, bold, 10, Color.GRAY);
        text(sub, regular, 8, Color.GRAY);
        top -= 8;
        text(one.title(), bold, 18, Color.BLACK);
        if (!one.note().isEmpty()) {
            text(one.note(), regular, 9, Color.DARK_GRAY);
        }
        for (StatementChart chart : one.charts()) {
            chart(chart);
        }
        for (StatementTable table : one.tables()) {
            table(table);
        }
    }

    private void begin() {
        page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        top = PDRectangle.A4.getHeight() - MARGIN;
    }

    private PDPageContentStream content() throws IOException {
        return new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true);
    }

    private void text(String text, PDFont font, float size, Color color) throws IOException {
        if (top - size * 1.6f < MARGIN + FOOT) {
            begin();
        }
        top -= size * 1.5f;
        try (PDPageContentStream content = content()) {
            content.beginText();
            content.setFont(font, size);
            content.setNonStrokingColor(color);
            content.newLineAtOffset(MARGIN, top);
            content.showText(drawable(text, font));
            content.endText();
        }
    }

    private void chart(StatementChart chart) throws IOException {
        if (top - CHART_HEIGHT - 40 < MARGIN + FOOT) {
            begin();
        }
        top -= 10;
        text(chart.title(), bold, 11, Color.BLACK);
        top -= 6;
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, WIDTH, CHART_HEIGHT);
        PdfBoxGraphics2DFontTextDrawer texts = new PdfBoxGraphics2DFontTextDrawer();
        texts.registerFont(drawing.font().getFontName(), regular);
        graphics.setFontTextDrawer(texts);
        drawing.draw(chart, graphics, new Rectangle2D.Float(0, 0, WIDTH, CHART_HEIGHT));
        graphics.dispose();
        top -= CHART_HEIGHT;
        try (PDPageContentStream content = content()) {
            content.transform(Matrix.getTranslateInstance(MARGIN, top));
            content.drawForm(graphics.getXFormObject());
        }
    }

    private void table(StatementTable table) throws IOException {
        top -= 12;
        text(table.title(), bold, 11, Color.BLACK);
        top -= 6;
        Table.TableBuilder drawn = Table.builder()
                .addColumnsOfWidth(widths(table.columns().size()))
                .font(regular)
                .fontSize(8)
                .padding(3.2f)
                .borderColor(LINE)
                .borderWidth(0);
        Row.RowBuilder header = Row.builder().font(bold).backgroundColor(SHADE);
        for (int at = 0; at < table.columns().size(); at++) {
            header.add(cell(table.columns().get(at), bold, at));
        }
        drawn.addRow(header.build());
        for (StatementTable.Row row : table.rows()) {
            PDFont font = row.total() ? bold : regular;
            Row.RowBuilder line = Row.builder().font(font);
            line.add(cell(row.label(), font, 0));
            for (int at = 0; at < row.values().size(); at++) {
                line.add(cell(table.text(row.values().get(at)), font, at + 1));
            }
            drawn.addRow(line.build());
        }
        if (top - 4 * 16 < MARGIN + FOOT) {
            begin();
        }
        RepeatedHeaderTableDrawer drawer = RepeatedHeaderTableDrawer.builder()
                .table(drawn.build())
                .startX(MARGIN)
                .startY(top)
                .endY(MARGIN + FOOT)
                .build();
        drawer.page(page);
        drawer.draw(() -> document, () -> new PDPage(PDRectangle.A4), MARGIN);
        page = document.getPage(document.getNumberOfPages() - 1);
        top = drawer.getFinalY();
    }

    private static float[] widths(int columns) {
        float[] widths = new float[columns];
        float label = columns > 3 ? WIDTH * LABEL_SHARE : WIDTH * 0.4f;
        widths[0] = label;
        for (int at = 1; at < columns; at++) {
            widths[at] = (WIDTH - label) / (columns - 1);
        }
        return widths;
    }

    private TextCell cell(String text, PDFont font, int column) throws IOException {
        return TextCell.builder()
                .text(drawable(text, font))
                .horizontalAlignment(column == 0 ? HorizontalAlignment.LEFT : HorizontalAlignment.RIGHT)
                .borderWidthBottom(0.5f)
                .borderColor(LINE)
                .build();
    }

    /// What the font lacks is told by a question mark: names of packages and plans are an operator's words.
    private static String drawable(String text, PDFont font) {
        StringBuilder drawn = new StringBuilder();
        text.codePoints().forEach(code -> {
            String one = Character.toString(code);
            try {
                font.encode(one);
                drawn.append(one);
            } catch (IOException | IllegalArgumentException missing) {
                drawn.append('?');
            }
        });
        return drawn.toString();
    }

    private void number(PageNumber foot) throws IOException {
        int pages = document.getNumberOfPages();
        for (int at = 0; at < pages; at++) {
            page = document.getPage(at);
            top = MARGIN + FOOT;
            try (PDPageContentStream content = content()) {
                content.beginText();
                content.setFont(regular, 8);
                content.setNonStrokingColor(Color.GRAY);
                content.newLineAtOffset(MARGIN, MARGIN / 2);
                content.showText(drawable(foot.of(at + 1, pages), regular));
                content.endText();
            }
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
