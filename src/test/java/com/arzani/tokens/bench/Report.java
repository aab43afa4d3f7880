package com.arzani.tokens.bench;

import com.arzani.tokens.database.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Version;
import org.postgresql.util.DriverInfo;

/// Writes `docs/benchmarks.md` from its template and what was measured.
final class Report {
    static final Map<String, String> NAMES = Map.of(
            "a", "(a) five statements",
            "b", "(b) floor",
            "c", "(c) single, `LedgerService`",
            "c-jdbc", "(c) single, bare JDBC",
            "d", "(d) gathered");

    private final Results results;
    private final Sql sql;

    Report(Results results, Sql sql) {
        this.results = results;
        this.sql = sql;
    }

    void write(Path file, String how) throws IOException {
        String text = BenchServer.script("benchmarks.md")
                .replace("{date}", LocalDate.now(Clock.systemUTC()).toString())
                .replace("{machine}", machine())
                .replace("{versions}", versions())
                .replace("{how}", how)
                .replace("{ratios}", ratios())
                .replace("{figures}", figures());
        Files.writeString(file, text);
    }

    private String versions() {
        return "PostgreSQL " + sql.value(String.class, "SHOW server_version") + ", Java "
                + System.getProperty("java.version") + ", " + DriverInfo.DRIVER_FULL_NAME + ", Hibernate "
                + Version.getVersionString();
    }

    private static String machine() {
        String name = System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
        try {
            return name
                    + Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line ->
                                    " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                            .findFirst()
                            .orElse("");
        } catch (IOException notLinux) {
            return name;
        }
    }

    private String ratios() {
        StringBuilder table = new StringBuilder("| | ");
        table.append(String.join(
                        " | ",
                        results.ways().stream()
                                .filter(way -> way.startsWith("c") || way.equals("d"))
                                .flatMap(way -> java.util.stream.Stream.of("a", "b")
                                        .map(to -> NAMES.get(way) + " / (" + to + ")"))
                                .toList()))
                .append(" |\n|---|")
                .append("--:|"
                        .repeat(2
                                * (int) results.ways().stream()
                                        .filter(way -> way.compareTo("b") > 0)
                                        .count()))
                .append('\n');
        for (Cell cell : results.cells()) {
            table.append("| ").append(cell.name()).append(" | ");
            table.append(results.ways().stream()
                            .filter(way -> way.compareTo("b") > 0)
                            .flatMap(way -> java.util.stream.Stream.of("a", "b")
                                    .map(to -> String.format(Locale.ROOT, "%.2f", results.ratio(way, to, cell))))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return table.toString().stripTrailing();
    }

    private String figures() {
        StringBuilder table = new StringBuilder("""
                | | Way | ops/s | p50, µs | p99, µs | processor time of one, µs: service + database |
                |---|---|--:|--:|--:|--:|
                """);
        for (Cell cell : results.cells()) {
            for (String way : results.ways()) {
                Figures figures = results.median(way, cell);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %,.0f | %,.0f | %,.0f + %,.0f |%n",
                        cell.name(),
                        NAMES.get(way),
                        figures.perSecond(),
                        figures.p50Micros(),
                        figures.p99Micros(),
                        figures.serviceMicros(),
                        figures.databaseMicros()));
            }
        }
        return table.toString().stripTrailing();
    }
}
