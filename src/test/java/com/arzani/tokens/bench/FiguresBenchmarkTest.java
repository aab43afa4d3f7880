package com.arzani.tokens.bench;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.insight.Liability;
import com.arzani.tokens.insight.Sales;
import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.insight.SalesQuestion;
import com.arzani.tokens.insight.SalesSpan;
import com.arzani.tokens.operations.Rollups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Measures what finance's screens read beside the specification's three queries (6.1) on the same rows, and what
/// keeping
/// the figures costs a posting.
@Tag("bench")
@Isolated
class FiguresBenchmarkTest {
    private static final long ENTRIES = Long.getLong("bench.figuresEntries", 1_000_000);
    private static final int USERS = Integer.getInteger("bench.figuresUsers", 100_000);
    private static final int READS = Integer.getInteger("bench.figuresReads", 7);
    private static final int ROUNDS = Integer.getInteger("bench.figuresRounds", 5);
    private static final long MILLIS = Long.getLong("bench.figuresMillis", 4_000);
    private static final String REPORT = System.getProperty("bench.report", "docs/benchmarks.md");
    /// As the background jobs fold.
    private static final long BETWEEN_FOLDS_MILLIS = 2_000;

    private final Map<String, Double> millis = new LinkedHashMap<>();

    @Test
    void figures() throws Exception {
        String kept = System.getProperty("bench.figuresGround");
        Path folder = kept == null
                ? Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-figures-")
                : Path.of(kept).toAbsolutePath();
        long began = System.nanoTime();
        try (ServiceGround ground = new ServiceGround(folder, USERS, ENTRIES, false);
                Database database = Database.open(
                        ground.server().profile(),
                        ground.server().credentials("tokens_jobs"),
                        DatabaseOptions.jobs(Clock.systemUTC()))) {
            double made = seconds(began);
            Rollups rollups = new Rollups(database);
            began = System.nanoTime();
            while (rollups.foldOnce() > 0) {
                // Until nothing is left to take in.
            }
            double folded = seconds(began);
            screens(database);
            double ours = sum();
            Map<String, Double> sketch = sketch(ground.sql());
            double theirs =
                    sketch.values().stream().mapToDouble(Double::doubleValue).sum();
            double withFolds = withFolds(ground, rollups);
            String figures = table(sketch);
            String told = String.format(
                    Locale.ROOT,
                    "Made in %.0f s, folded in %.0f s; screens %.1f ms, specified %.1f ms: %.0f times; posting with folds %.3f",
                    made,
                    folded,
                    ours,
                    theirs,
                    theirs / ours,
                    withFolds);
            System.out.println(figures + told);
            String text = BenchServer.script("figures.md")
                    .replace("{where}", Report.where(ground.sql()))
                    .replace("{entries}", String.format(Locale.ROOT, "%,d", ENTRIES))
                    .replace("{users}", String.format(Locale.ROOT, "%,d", USERS))
                    .replace("{figures}", figures.stripTrailing())
                    .replace("{told}", told);
            BenchDocument.put(Path.of(REPORT), BenchDocument.Part.FIGURES, text);
        } finally {
            if (kept == null) {
                PostingBenchmarkTest.remove(folder);
            }
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private interface Read {
        Object read();
    }

    /// The median of several, warm; the whole time of the call, so at least the database's.
    private static double median(Read read) {
        List<Double> all = new ArrayList<>();
        read.read();
        for (int number = 0; number < READS; number++) {
            long before = System.nanoTime();
            read.read();
            all.add((System.nanoTime() - before) / 1e6);
        }
        return Figures.median(all, Double::doubleValue);
    }

    private double sum() {
        return millis.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// What the screens ask when they open, with a year by month and broken down, and when the range is changed.
    private void screens(Database database) {
        Sales sales = new Sales(database);
        Liability liability = new Liability(database);
        Economy economy = new Economy(database);
        LocalDate next = LocalDate.now(Clock.systemUTC()).withDayOfMonth(1).plusMonths(1);
        SalesSpan year = new SalesSpan(next.minusMonths(12), next);
        SalesQuestion open = new SalesQuestion(year, SalesGrain.MONTH, SalesPart.PACKAGE, "GBP");
        SalesQuestion quarter = new SalesQuestion(
                new SalesSpan(next.minusMonths(3), next), SalesGrain.DAY, SalesPart.BUYER_KIND, "GBP");
        millis.put("Sales, 12 months by month and package", median(() -> sales.read(open)));
        millis.put("Sales, the period before", median(() -> sales.read(open.before())));
        millis.put("Sales, 3 months by day and kind of buyer", median(() -> sales.read(quarter)));
        millis.put("Liability, 12 months", median(() -> liability.read(year, SalesGrain.MONTH, "GBP")));
        millis.put("Economy, 12 months, with indicators", median(() -> economy.report(12)));
    }

    /// The specification's three queries, on our tables, once each after one to warm up.
    private static Map<String, Double> sketch(Sql owner) throws java.io.IOException {
        Map<String, Double> all = new LinkedHashMap<>();
        String[] queries = BenchServer.script("sketch-analytics.sql").split(";\\s*\\n");
        List<String> names = List.of("Specified: economy", "Specified: behaviour", "Specified: revenue");
        for (int which = 0; which < names.size(); which++) {
            String query = queries[which];
            owner.rows(query);
            long before = System.nanoTime();
            owner.rows(query);
            all.put(names.get(which), (System.nanoTime() - before) / 1e6);
        }
        return all;
    }

    /// Postings a second with the folding job beside them over those without; the median of the rounds.
    private static double withFolds(ServiceGround ground, Rollups rollups) throws Exception {
        List<Integer> buyers = ground.buyers();
        List<Double> ratios = new ArrayList<>();
        try (Ours.SingleJdbc posting = new Ours.SingleJdbc(ground.pool())) {
            Spending spending = new Spending() {
                @Override
                public void spend(int user) throws Exception {
                    posting.spend(buyers.get(user - 1));
                }

                @Override
                public void close() {}
            };
            Measuring measuring = new Measuring(ground.process());
            Cell cell = new Cell(8, buyers.size());
            measuring.run(spending, cell, MILLIS);
            for (int round = 0; round < ROUNDS; round++) {
                // Which comes first changes from round to round.
                double first =
                        round % 2 == 0 ? alone(measuring, spending, cell) : beside(measuring, spending, cell, rollups);
                double second =
                        round % 2 == 0 ? beside(measuring, spending, cell, rollups) : alone(measuring, spending, cell);
                ratios.add(round % 2 == 0 ? second / first : first / second);
            }
        }
        return Figures.median(ratios, Double::doubleValue);
    }

    private static double alone(Measuring measuring, Spending spending, Cell cell) throws Exception {
        return measuring.run(spending, cell, MILLIS).perSecond();
    }

    private static double beside(Measuring measuring, Spending spending, Cell cell, Rollups rollups) throws Exception {
        // What was posted before is not this round's to fold.
        rollups.foldOnce();
        try (ScheduledExecutorService folds = Executors.newSingleThreadScheduledExecutor()) {
            folds.scheduleWithFixedDelay(rollups, BETWEEN_FOLDS_MILLIS, BETWEEN_FOLDS_MILLIS, TimeUnit.MILLISECONDS);
            double perSecond = measuring.run(spending, cell, MILLIS).perSecond();
            folds.shutdownNow();
            return perSecond;
        }
    }

    private String table(Map<String, Double> sketch) {
        StringBuilder table = new StringBuilder("| Read | ms |\n|---|--:|\n");
        millis.forEach((name, each) -> table.append(String.format(Locale.ROOT, "| %s | %.1f |%n", name, each)));
        table.append(String.format(Locale.ROOT, "| **Both screens and a change of range** | **%.1f** |%n", sum()));
        sketch.forEach((name, each) -> table.append(String.format(Locale.ROOT, "| %s | %,.0f |%n", name, each)));
        return table.toString();
    }
}
