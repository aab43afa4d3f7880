package com.arzani.tokens.bench;

import com.arzani.tokens.database.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Version;
import org.postgresql.util.DriverInfo;

/// Writes `docs/benchmarks.md` from its template and what was measured.
final class Report {
    static final Map<String, String> NAMES = Map.of(
            "a", "(a) five statements",
            "b", "(b) floor",
            "c", "(c) single, `LedgerService`",
            "c-jdbc", "(c) single, bare JDBC",
            "d", "(d) gathered",
            "d-1", "(d) gathered, one writer");

    private final Results results;
    private final Sql sql;

    Report(Results results, Sql sql) {
        this.results = results;
        this.sql = sql;
    }

    void write(Path file, String how) throws IOException {
        String text = BenchServer.script("benchmarks.md")
                .replace("{where}", where(sql))
                .replace("{how}", how)
                .replace("{ratios}", ratios())
                .replace("{figures}", figures());
        BenchDocument.put(file, BenchDocument.Part.POSTING, text);
    }

    /// When and on what it was measured.
    static String where(Sql sql) {
        return LocalDate.now(Clock.systemUTC()) + ": " + machine() + "; " + versions(sql);
    }

    private static String versions(Sql sql) {
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
        List<String> ours =
                results.ways().stream().filter(way -> way.compareTo("b") > 0).toList();
        StringBuilder table = new StringBuilder("| |");
        for (String way : ours) {
            table.append(' ').append(NAMES.get(way)).append(": to (a) | to (b) |");
        }
        table.append("\n|---|").append("--:|--:|".repeat(ours.size())).append('\n');
        for (Cell cell : results.cells()) {
            table.append("| ").append(cell.name()).append(" |");
            for (String way : ours) {
                table.append(String.format(
                        Locale.ROOT, " %.2f | %.2f |", results.ratio(way, "a", cell), results.ratio(way, "b", cell)));
            }
            table.append('\n');
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
