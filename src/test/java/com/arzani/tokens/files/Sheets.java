package com.arzani.tokens.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The cells of a small workbook, read from its XML: an independent look at what was written.
public final class Sheets {
    private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();

    /// @param kind `n` or `inlineStr`, as in the file
    public record Cell(String kind, String text) {}

    public static Sheets read(byte[] workbook) throws IOException {
        Path file = Files.createTempFile("sheets", ".xlsx");
        try {
            return read(Files.write(file, workbook));
        } finally {
            Files.delete(file);
        }
    }

    public static Sheets read(Path workbook) throws IOException {
        Map<String, String> parts = new HashMap<>();
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Sheets sheets = new Sheets();
        NodeList names = xml(parts.get("xl/workbook.xml")).getElementsByTagName("sheet");
        for (int at = 0; at < names.getLength(); at++) {
            String name = ((Element) names.item(at)).getAttribute("name");
            sheets.cells.put(name, cells(xml(parts.get("xl/worksheets/sheet" + (at + 1) + ".xml"))));
        }
        return sheets;
    }

    private static Document xml(String text) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException broken) {
            throw new IOException(broken);
        }
    }

    private static Map<String, Cell> cells(Document sheet) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        NodeList all = sheet.getElementsByTagName("c");
        for (int at = 0; at < all.getLength(); at++) {
            Element cell = (Element) all.item(at);
            String kind = cell.getAttribute("t").isEmpty() ? "n" : cell.getAttribute("t");
            if (!cell.getTextContent().isEmpty()) {
                cells.put(cell.getAttribute("r"), new Cell(kind, cell.getTextContent()));
            }
        }
        return cells;
    }

    public List<String> names() {
        return List.copyOf(cells.keySet());
    }

    /// The cell at a place such as `B2`; null if it is empty.
    public Cell cell(String sheet, String place) {
        return cells.get(sheet).get(place);
    }

    /// How many rows a sheet has, its header included.
    public long rows(String sheet) {
        return cells.get(sheet).keySet().stream()
                .map(place -> place.replaceAll("[A-Z]", ""))
                .distinct()
                .count();
    }
}
