package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.ledger.BulkSheet;
import com.arzani.tokens.ledger.BulkText;
import com.arzani.tokens.problem.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSheetTest {
    @TempDir
    private Path folder;

    @Test
    void refusesWhatIsTooLargeOrNoText() throws IOException {
        Path large = folder.resolve("large.csv");
        Files.write(large, new byte[CsvSheet.BYTES_MAX + 1]);
        refused(large, "csv_too_large");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "1,5,goodwill,caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        refused(latin, "csv_not_utf8");
        refused(folder.resolve("none.csv"), "csv_unreadable");
        Path many = folder.resolve("many.csv");
        Files.writeString(many, "1,5\n".repeat(CsvSheet.ROWS_MAX + 2));
        refused(many, "csv_too_many_rows");
        assertThatThrownBy(() -> CsvSheet.parse("x".repeat(CsvSheet.BYTES_MAX + 1)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void h4_halfASurrogatePairInAFileIsRefused() throws IOException {
        Path file = folder.resolve("half.csv");
        Files.write(file, new byte[] {'1', ',', '5', ',', (byte) 0xED, (byte) 0xA0, (byte) 0xBD, '\n'});
        refused(file, "csv_not_utf8");
    }

    @Test
    void readsWhatSpreadsheetsAndClipboardsWrite() throws IOException {
        Path excel = folder.resolve("excel.csv");
        Files.writeString(
                excel,
                "\uFEFFuser_id;tokens;reason_code;note\r\n12;5;goodwill;\"thanks; all\"\r\n\r\n13;-2;correction;x\r\n");
        assertThat(rows(CsvSheet.read(excel)))
                .containsExactly(
                        new BulkText("12", "5", "goodwill", "thanks; all"),
                        new BulkText("13", "-2", "correction", "x"));
        assertThat(rows(CsvSheet.parse("12\t5\tgoodwill\ta, b; c\n13\t6")))
                .containsExactly(new BulkText("12", "5", "goodwill", "a, b; c"), new BulkText("13", "6", "", ""));
        assertThat(rows(CsvSheet.parse("12,5,goodwill,\"two\nlines\"")))
                .extracting(BulkText::note)
                .containsExactly("two\nlines");
        assertThat(rows(CsvSheet.parse("12\n13"))).hasSize(2);
        assertThat(rows(CsvSheet.parse("\n \n"))).isEmpty();
    }

    @Test
    void namedColumnsStandInAnyOrderAndUnknownOnesAreLeftOut() {
        assertThat(rows(CsvSheet.parse("Note,problem,Tokens,User ID\nhello,bad,5,12")))
                .containsExactly(new BulkText("12", "5", "", "hello"));
        assertThat(rows(CsvSheet.parse("user,direction,tokens\n1,grant,5\n2,take,6\n3,steal,7\n4,take,-8")))
                .extracting(BulkText::tokens)
                .containsExactly("5", "-6", "steal 7", "take -8");
    }

    @Test
    void h1_anExportIsReadBackAsItWas() throws IOException {
        List<String> notes = List.of("=HYPERLINK(1)", "+1", "-1", "@SUM", "'=x", "plain", "it's", "\ttab");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvTable<String>(List.of(
                        CsvColumn.number("user_id", note -> 7L),
                        CsvColumn.number("tokens", note -> -5L),
                        CsvColumn.text("reason_code", note -> "correction"),
                        CsvColumn.text("note", note -> note)))
                .write(out, sink -> notes.forEach(sink));

        List<BulkText> rows = rows(CsvSheet.parse(out.toString(StandardCharsets.UTF_8)));

        assertThat(rows).extracting(BulkText::note).containsExactlyElementsOf(notes);
        assertThat(rows).extracting(BulkText::tokens).containsOnly("-5");
    }

    private static List<BulkText> rows(List<List<String>> lines) {
        return BulkSheet.rows(lines);
    }

    private static void refused(Path file, String key) {
        assertThatThrownBy(() -> CsvSheet.read(file))
                .isInstanceOf(Rejected.class)
                .hasFieldOrPropertyWithValue("key", key);
    }
}
