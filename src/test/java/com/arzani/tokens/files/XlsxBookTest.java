package com.arzani.tokens.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.problem.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxBookTest {
    private record Row(String name, Long delta, Pence paid, Instant at) {}

    private static final List<CsvColumn<Row>> COLUMNS = List.of(
            CsvColumn.text("name", Row::name),
            CsvColumn.number("delta", Row::delta),
            CsvColumn.money("paid", Row::paid),
            CsvColumn.decimal("rate", row -> new BigDecimal("0.25")),
            CsvColumn.time("at", Row::at));

    @TempDir
    Path folder;

    private static Sheets written(int rowsMax, Row... rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XlsxBook.write(bytes, rowsMax, book -> {
            book.sheet("Rows", COLUMNS, each -> List.of(rows).forEach(each));
            return null;
        });
        return Sheets.read(bytes.toByteArray());
    }

    private static Row row(String name) {
        return new Row(name, -5L, new Pence(-1_205), Instant.parse("2026-03-01T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "'=1", "\uFF1D1"})
    void h1WhatBeginsLikeAFormulaIsTextAndHarmless(String text) throws IOException {
        Sheets.Cell cell = written(100, row(text)).cell("Rows", "A2");
        assertThat(cell.kind()).isEqualTo("inlineStr");
        assertThat(cell.text()).isEqualTo("'" + text);
        assertThat(CsvColumn.original(cell.text())).isEqualTo(text);
    }

    @Test
    void h1NumbersMoneyAndTimesStayWhatTheyAre() throws IOException {
        Sheets sheets = written(100, row("Ann & <b> \uD83D\uDE00 עברית"));
        assertThat(sheets.cell("Rows", "A2").text()).isEqualTo("Ann & <b> \uD83D\uDE00 עברית");
        assertThat(sheets.cell("Rows", "B2")).isEqualTo(new Sheets.Cell("n", "-5"));
        assertThat(sheets.cell("Rows", "C2")).isEqualTo(new Sheets.Cell("n", "-12.05"));
        assertThat(sheets.cell("Rows", "D2")).isEqualTo(new Sheets.Cell("n", "0.25"));
        // Days since 1900, as spreadsheets count them.
        assertThat(sheets.cell("Rows", "E2").text()).startsWith("46082.41666");
    }

    @Test
    void textThatNoWorkbookMayHoldSpoilsNoFile() throws IOException {
        Sheets sheets = written(100, row("a\u0000b\u0007c"), row("x".repeat(40_000)), row(null));
        assertThat(sheets.cell("Rows", "A2").text()).startsWith("a").endsWith("c");
        assertThat(sheets.cell("Rows", "A3").text()).hasSize(32_767).endsWith("…");
        assertThat(sheets.cell("Rows", "A4")).isNull();
    }

    @Test
    void aFullSheetIsFollowedByAnother() throws IOException {
        Sheets sheets = written(
                3, Stream.of("a", "b", "c", "d", "e").map(XlsxBookTest::row).toArray(Row[]::new));
        assertThat(sheets.names()).containsExactly("Rows", "Rows 2", "Rows 3");
        assertThat(sheets.cell("Rows 2", "A1").text()).isEqualTo("name");
        assertThat(sheets.cell("Rows 3", "A2").text()).isEqualTo("e");
    }

    @Test
    void f28RowsGoOutAsTheyComeInsteadOfIntoMemory() throws IOException {
        long[] early = {0};
        try (CountingStream out = new CountingStream()) {
            XlsxBook.write(out, book -> {
                book.sheet(
                        "Rows",
                        COLUMNS,
                        each -> LongStream.range(0, 30_000).forEach(number -> {
                            each.accept(row("name " + number));
                            early[0] = out.bytes;
                        }));
                return null;
            });
            assertThat(early[0]).isGreaterThan(out.bytes / 2);
        }
    }

    @Test
    void f20ABookThatIsNotFinishedLeavesNoFile() {
        Path target = folder.resolve("rows.xlsx");
        assertThatThrownBy(() -> WholeFile.write(
                        target,
                        out -> XlsxBook.write(out, book -> {
                            book.sheet("Rows", COLUMNS, each -> {
                                LongStream.range(0, 5_000).forEach(number -> each.accept(row("name")));
                                throw new Unavailable("cancelled");
                            });
                            return null;
                        })))
                .isInstanceOf(Unavailable.class);
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.exists(target)).isFalse();
    }

    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
