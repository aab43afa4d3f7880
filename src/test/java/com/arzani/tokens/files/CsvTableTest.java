package com.arzani.tokens.files;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private record Row(String name, Long delta, Instant at) {}

    private static final CsvTable<Row> TABLE = new CsvTable<>(List.of(
            CsvColumn.text("name", Row::name), CsvColumn.number("delta", Row::delta), CsvColumn.time("at", Row::at)));

    private static String csv(Row... rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TABLE.write(bytes, each -> List.of(rows).forEach(each));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> record(String csv) {
        return CsvReader.builder().ofCsvRecord(csv).stream().toList().get(1).getFields();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''+1", "\uFF1D1"
            })
    void h1WhatBeginsLikeAFormulaIsMadeHarmlessAndReadBackAsItWas(String text) throws IOException {
        String field = record(csv(new Row(text, 1L, null))).getFirst();
        assertThat(field).isEqualTo("'" + text);
        assertThat(CsvColumn.original(field)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "a,b", "say \"x\"", "two\r\nlines", "'quoted'", "5 = five", "עברית", " x "})
    void otherTextIsKeptAsItIs(String text) throws IOException {
        String field = record(csv(new Row(text, 1L, null))).getFirst();
        assertThat(field).isEqualTo(text);
        assertThat(CsvColumn.original(field)).isEqualTo(text);
    }

    @Test
    void h1ANegativeNumberStaysANumberAndATimeHasItsOffset() throws IOException {
        assertThat(csv(new Row("Ann", -5L, Instant.parse("2026-03-01T10:00:00.123456Z"))))
                .isEqualTo("name,delta,at\r\nAnn,-5,2026-03-01T10:00:00.123456+00:00\r\n");
    }

    @Test
    void whatIsMissingIsAnEmptyField() throws IOException {
        assertThat(csv(new Row(null, null, null))).isEqualTo("name,delta,at\r\n,,\r\n");
    }
}
