package com.arzani.tokens.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Measures what a posting costs, in rounds: in each, every way is measured for every number of callers right after the
/// others,
/// so that whatever else the machine does meets them alike. Not part of `mvn verify`; `mvn -Pbench verify` runs it.
@Tag("bench")
@Isolated
class PostingBenchmarkTest {
    private static final int WALLETS = 10_000;
    private static final long MILLIS = Long.getLong("bench.millis", 1_200);
    private static final long WARM_UP_MILLIS = Long.getLong("bench.warmUpMillis", 5_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final List<Integer> CALLERS = Arrays.stream(
                    System.getProperty("bench.callers", "1,8,32").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final List<String> WAYS =
            List.of(System.getProperty("bench.ways", "a,b,c,c-jdbc,d,d-1").split(","));

    /// Where the report goes: a quick pass should not overwrite what stands in the repository.
    private static final String REPORT = System.getProperty("bench.report", "docs/benchmarks.md");

    @Test
    void postings() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-");
        Results results = new Results();
        try (BenchServer server = new BenchServer(folder, WALLETS)) {
            Measuring measuring = new Measuring(server.process());
            for (String way : WAYS) {
                measuring.run(server.ways().get(way), new Cell(8, WALLETS), WARM_UP_MILLIS);
            }
            for (int round = 0; round < ROUNDS; round++) {
                round(measuring, server.ways(), results, round);
            }
            results.print(System.out);
            if (WAYS.containsAll(Report.NAMES.keySet())) {
                String how =
                        ROUNDS + " rounds of " + MILLIS + " ms for each figure, " + BenchServer.POOL + " connections";
                new Report(results, server.sql()).write(Path.of(REPORT), how);
            }
        } finally {
            remove(folder);
        }
    }

    private static void round(Measuring measuring, Map<String, Spending> ways, Results results, int round)
            throws Exception {
        List<String> order = new ArrayList<>(WAYS);
        Collections.rotate(order, round);
        for (Cell cell : cells()) {
            for (String way : order) {
                results.add(way, cell, measuring.run(ways.get(way), cell, MILLIS));
            }
        }
    }

    private static List<Cell> cells() {
        return Stream.of(WALLETS, 1)
                .flatMap(wallets -> CALLERS.stream().map(callers -> new Cell(callers, wallets)))
                .toList();
    }

    static void remove(Path tree) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
