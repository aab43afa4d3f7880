package com.arzani.tokens.insight;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.problem.Rejected;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a table somebody made: a CSV file or cells from the clipboard. Comma, semicolon or tab, quotes by RFC 4180,
/// UTF-8 with
/// or without a mark; the apostrophes that our exports put before formulas are taken off again (H1). Bounded, and what
/// cannot
/// be read is refused in words instead of guessed.
public final class CsvSheet {
    /// Most bytes of a file, or characters of a clipboard.
    public static final int BYTES_MAX = 20 * 1024 * 1024;

    /// Most rows.
    public static final int ROWS_MAX = 100_000;

    private static final int MEGA = 1024 * 1024;
    private static final char MARK = '\uFEFF';

    private CsvSheet() {}

    /// The lines of a file.
    ///
    /// @throws Rejected `csv_unreadable`, `csv_too_large`, `csv_not_utf8`, `csv_malformed`, `csv_too_many_rows`
    public static List<List<String>> read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new Rejected("csv_too_large", BYTES_MAX / MEGA);
            }
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (CharacterCodingException other) {
            throw new Rejected(other, "csv_not_utf8");
        } catch (IOException unreadable) {
            throw new Rejected(unreadable, "csv_unreadable", String.valueOf(file.getFileName()));
        }
    }

    /// The lines of a text.
    public static List<List<String>> parse(String text) {
        if (text.length() > BYTES_MAX) {
            throw new Rejected("csv_too_large", BYTES_MAX / MEGA);
        }
        String body = text.indexOf(MARK) == 0 ? text.substring(1) : text;
        List<List<String>> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator(body))
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(body)) {
            for (CsvRecord line : csv) {
                if (lines.size() > ROWS_MAX) {
                    throw new Rejected("csv_too_many_rows", ROWS_MAX);
                }
                lines.add(line.getFields().stream().map(CsvColumn::original).toList());
            }
        } catch (CsvParseException malformed) {
            throw new Rejected(malformed, "csv_malformed", lines.size() + 1);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return lines;
    }

    /// The separator that stands most often in the first line, outside quotes; a tab before a semicolon before a comma.
    private static char separator(String text) {
        int[] found = new int[3];
        String candidates = "\t;,";
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r') && found[0] + found[1] + found[2] > 0) {
                break;
            } else if (!quoted && candidates.indexOf(c) >= 0) {
                found[candidates.indexOf(c)]++;
            }
        }
        int best = found[0] > 0 ? 0 : found[1] >= found[2] && found[1] > 0 ? 1 : 2;
        return candidates.charAt(best);
    }
}
