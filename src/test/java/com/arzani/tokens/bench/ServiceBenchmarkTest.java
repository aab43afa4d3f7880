package com.arzani.tokens.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Measures the service over HTTP beside the specification's own statements behind the same address and beside the bare
/// database, in rounds as [PostingBenchmarkTest] does.
@Tag("bench")
@Isolated
class ServiceBenchmarkTest {
    private static final long MILLIS = Long.getLong("bench.serviceMillis", 900);
    private static final long WARM_UP_MILLIS = Long.getLong("bench.serviceWarmUpMillis", 5_000);
    private static final int ROUNDS = Integer.getInteger("bench.serviceRounds", 3);
    private static final int USERS = Integer.getInteger("bench.serviceUsers", 20_000);
    private static final long ENTRIES = Long.getLong("bench.serviceEntries", 1_000_000);
    private static final List<Integer> CALLERS = Arrays.stream(
                    System.getProperty("bench.callers", "1,8,32").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final int PROFILE_USERS = Integer.getInteger("bench.profileUsers", 100);
    private static final long PROFILE_SECONDS = Long.getLong("bench.profileSeconds", 36);
    private static final String REPORT = System.getProperty("bench.report", "docs/benchmarks.md");
    private static final String ONLY = System.getProperty("bench.serviceWays", "");

    @Test
    void service() throws Exception {
        String kept = System.getProperty("bench.serviceGround");
        Path folder = kept == null
                ? Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-service-")
                : Path.of(kept).toAbsolutePath();
        ServiceResults results = new ServiceResults();
        try (ServiceGround ground = new ServiceGround(folder, USERS, ENTRIES, true);
                ServiceProcess service = new ServiceProcess(folder);
                HikariDataSource pool = ground.pool()) {
            Callers callers = new Callers(service.handle(), ground.process());
            Map<String, Asking> ways = ways(new Askings(ground), service, pool);
            int many = ground.buyers().size();
            for (Asking way : ways.values()) {
                callers.run(way, new Cell(8, many), WARM_UP_MILLIS);
            }
            for (int round = 0; round < ROUNDS; round++) {
                List<String> order = new ArrayList<>(ways.keySet());
                Collections.rotate(order, round);
                for (Cell cell : cells(many)) {
                    for (String way : order) {
                        results.add(way, cell, callers.run(ways.get(way), cell, MILLIS));
                    }
                }
            }
            results.print(System.out);
            if (ONLY.isEmpty()) {
                LoadProfile profile = new LoadProfile(PROFILE_USERS, PROFILE_SECONDS);
                LoadProfile.Result load =
                        profile.run(ways.get("balance"), ways.get("contact"), new Cell(PROFILE_USERS, many));
                ServiceReport report = new ServiceReport(results, profile, load);
                System.out.println(report.profile());
                report.write(Path.of(REPORT), ground.sql(), how());
            }
        } finally {
            if (kept == null) {
                PostingBenchmarkTest.remove(folder);
            }
        }
    }

    private static String how() {
        return ROUNDS + " rounds of " + MILLIS + " ms for each figure, " + String.format(Locale.ROOT, "%,d", ENTRIES)
                + " entries, " + ServiceGround.POOL + " connections";
    }

    private static List<Cell> cells(int many) {
        List<Cell> cells = new ArrayList<>();
        CALLERS.forEach(callers -> cells.add(new Cell(callers, many)));
        CALLERS.forEach(callers -> cells.add(new Cell(callers, 1)));
        return cells;
    }

    private static Map<String, Asking> ways(Askings askings, ServiceProcess service, HikariDataSource pool) {
        Map<String, Asking> ways = new LinkedHashMap<>();
        ways.put("contact", askings.contact(service.port()));
        ways.put("contact-sketch", askings.contact(service.asWritten()));
        ways.put("contact-sketch-1", askings.contact(service.onOneConnection()));
        ways.put("contact-jdbc", askings.contact(pool));
        ways.put("balance", askings.balance(service.port()));
        ways.put("balance-jdbc", askings.balance(pool));
        if (!ONLY.isEmpty()) {
            ways.keySet().retainAll(List.of(ONLY.split(",")));
        }
        return ways;
    }
}
