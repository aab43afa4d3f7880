package com.arzani.tokens.bench;

import com.arzani.tokens.database.testing.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The part of `docs/benchmarks.md` about the service.
final class ServiceReport {
    private static final Map<String, String> NAMES = Map.of(
            "contact", "contact over HTTP",
            "contact-sketch", "as specified, over HTTP",
            "contact-sketch-1", "as specified but on one connection, over HTTP",
            "contact-jdbc", "`contact_seller()` over JDBC",
            "balance", "balance over HTTP",
            "balance-jdbc", "its query over JDBC");
    private static final List<String> WAYS =
            List.of("contact", "contact-sketch", "contact-sketch-1", "contact-jdbc", "balance", "balance-jdbc");

    private final ServiceResults results;
    private final LoadProfile profile;
    private final LoadProfile.Result load;

    ServiceReport(ServiceResults results, LoadProfile profile, LoadProfile.Result load) {
        this.results = results;
        this.profile = profile;
        this.load = load;
    }

    void write(Path file, Sql sql, String how) throws IOException {
        String text = BenchServer.script("service.md")
                .replace("{where}", Report.where(sql))
                .replace("{how}", how)
                .replace("{ratios}", ratios())
                .replace("{figures}", figures())
                .replace("{profile}", profile());
        BenchDocument.put(file, BenchDocument.Part.SERVICE, text);
    }

    private String ratios() {
        StringBuilder table = new StringBuilder("""
                | | contact to as specified | to as specified on one connection | to the bare function | balance to its bare query |
                |---|--:|--:|--:|--:|
                """);
        for (Cell cell : results.cells()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                    cell.name(),
                    results.ratio("contact", "contact-sketch", cell),
                    results.ratio("contact", "contact-sketch-1", cell),
                    results.ratio("contact", "contact-jdbc", cell),
                    results.ratio("balance", "balance-jdbc", cell)));
        }
        return table.toString().stripTrailing();
    }

    private String figures() {
        StringBuilder table = new StringBuilder("""
                | | Way | 2xx/s | p50, µs | p99, µs | processor time of one, µs: loader + service + database | 402 | 429 | other |
                |---|---|--:|--:|--:|--:|--:|--:|--:|
                """);
        for (Cell cell : results.cells()) {
            for (String way : WAYS) {
                Load each = results.median(way, cell);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %,.0f | %,.0f | %,.0f + %,.0f + %,.0f | %d | %d | %d |%n",
                        cell.name(),
                        NAMES.get(way),
                        each.perSecond(),
                        each.p50Micros(),
                        each.p99Micros(),
                        each.loaderMicros(),
                        each.serviceMicros(),
                        each.databaseMicros(),
                        each.with(402),
                        each.with(429),
                        each.others()));
            }
        }
        return table.toString().stripTrailing();
    }

    /// The load profile as a table.
    String profile() {
        return String.format(
                        Locale.ROOT,
                        "%d users, %d seconds, %,.0f requests a second.%n%n",
                        profile.users(),
                        profile.seconds(),
                        load.requestsPerSecond())
                + """
                | | p50, ms | p95, ms | p99, ms | wanted p99, ms | 2xx | 402 | 429 | other |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                """
                + line("balance", load.balance(), 100)
                + line("contact", load.contact(), 500).stripTrailing();
    }

    private static String line(String name, LoadProfile.Asked asked, int wanted) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %d | %,d | %,d | %,d | %,d |%n",
                name,
                asked.millis(0.5),
                asked.millis(0.95),
                asked.millis(0.99),
                wanted,
                asked.sortedNanos().length,
                asked.with(402),
                asked.with(429),
                asked.others());
    }
}
