package com.arzani.tokens.insight;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.io.IOException;
import java.io.InputStream;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of a paragraph in any script. Our own font draws what it has; for the rest the system's fonts give shapes, put
/// in
/// the order they are read in; a character that no font of this computer has is told by its number.
final class PdfLines {
    private static final String FONT = "/fonts/IBMPlexSans-Regular.ttf";
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private static final Pattern NUMBERED = Pattern.compile("[\\[‹](U\\+)?[0-9A-F]{4,6}[\\]›]");
    private static final char LEFT_TO_RIGHT = '\u200E';

    private final Font own;
    private final Font others;

    PdfLines() throws IOException {
        try (InputStream in = PdfLines.class.getResourceAsStream(FONT)) {
            own = Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (FontFormatException broken) {
            throw new IOException(broken);
        }
        others = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    }

    /// Whether our own font draws all of it, from left to right.
    boolean plain(String text) {
        return text.codePoints().allMatch(code -> own.canDisplay(code) && !Character.isISOControl(code))
                && !shaped(text);
    }

    private static boolean shaped(String text) {
        return java.text.Bidi.requiresBidi(text.toCharArray(), 0, text.length())
                || text.codePoints().anyMatch(code -> Character.getType(code) == Character.NON_SPACING_MARK);
    }

    /// A line as shapes, to be filled; its base line is 0 and y grows downwards.
    record Drawn(String text, Shape shape) {}

    /// The lines of a paragraph that is not plain.
    List<Drawn> lines(String paragraph, float size, float width) {
        String text = displayable(paragraph);
        if (text.isEmpty()) {
            return List.of(new Drawn("", new java.awt.geom.GeneralPath()));
        }
        AttributedString attributed = new AttributedString(text);
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            int end = at + Character.charCount(code);
            Font font = own.canDisplay(code) ? own : others;
            attributed.addAttribute(TextAttribute.FONT, font.deriveFont(size), at, end);
            at = end;
        }
        LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), EXACT);
        List<Drawn> lines = new ArrayList<>();
        while (measurer.getPosition() < text.length()) {
            int from = measurer.getPosition();
            TextLayout layout = measurer.nextLayout(width);
            lines.add(new Drawn(text.substring(from, measurer.getPosition()), layout.getOutline(null)));
        }
        return lines;
    }

    private String displayable(String text) {
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(code -> {
            boolean shown = own.canDisplay(code) || others.canDisplay(code);
            if (shown && !Character.isISOControl(code)) {
                all.appendCodePoint(code);
            } else {
                all.append(String.format("[U+%04X]", code));
            }
        });
        // Such a number keeps its own order in the middle of text that is read from the right.
        return NUMBERED.matcher(all).replaceAll(LEFT_TO_RIGHT + "$0" + LEFT_TO_RIGHT);
    }
}
