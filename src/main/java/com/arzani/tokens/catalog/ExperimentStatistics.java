package com.arzani.tokens.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/// The statistics of an experiment (specification 10.3), by Apache Commons Statistics. Shares are judged by Pearson's
/// chi-square test, a user's revenue by Welch's t-test; intervals are of 95 %. Sums come as exact integers; the
/// library's numbers are rounded to what is shown and never summed on.
public final class ExperimentStatistics {
    /// A difference counts below this, shared by all comparisons of an experiment (Bonferroni).
    private static final BigDecimal LEVEL = new BigDecimal("0.05");
    /// Below this, the groups' sizes are not what their weights say: something is broken, and no result counts.
    private static final BigDecimal ALARM = new BigDecimal("0.001");
    private static final double ERROR_RATE = 0.05;
    private static final int DIGITS = 10;
    /// A test of shares needs so many cases expected in each cell.
    private static final int EXPECTED_LEAST = 5;

    private ExperimentStatistics() {}

    /// A value with its 95 % interval.
    public record Estimate(BigDecimal value, BigDecimal low, BigDecimal high) {}

    /// One group's figures.
    ///
    /// @param conversion share of the exposed who bought, 0 to 1; absent without users
    /// @param revenue    pence a user; absent with fewer than two users
    public record Figures(GroupResult result, Optional<Estimate> conversion, Optional<Estimate> revenue) {}

    /// A group beside the first one. Each is absent where the numbers are too small for its test.
    ///
    /// @param conversion p of the difference in buyers
    /// @param revenue    p of the difference in revenue a user
    /// @param gain       the difference in revenue a user, in pence
    /// @param refunds    p of the difference in refunded purchases
    /// @param contacts   p of the difference in users who wrote to a seller
    public record Comparison(
            Optional<BigDecimal> conversion,
            Optional<BigDecimal> revenue,
            Optional<Estimate> gain,
            Optional<BigDecimal> refunds,
            Optional<BigDecimal> contacts) {}

    public static Figures figures(GroupResult group) {
        long exposed = group.people().exposed();
        Optional<Estimate> conversion = exposed == 0
                ? Optional.empty()
                : Optional.of(share(group.people().buyers(), exposed));
        Optional<Estimate> revenue = exposed < 2 ? Optional.empty() : Optional.of(mean(group));
        return new Figures(group, conversion, revenue);
    }

    /// The group beside `control`.
    public static Comparison compare(GroupResult control, GroupResult group) {
        long before = control.people().exposed();
        long now = group.people().exposed();
        return new Comparison(
                shares(control.people().buyers(), before, group.people().buyers(), now),
                welch(control, group).map(ExperimentStatistics::p),
                welch(control, group).map(test -> gain(control, group, test)),
                shares(
                        control.refunds().purchases(),
                        control.sales().purchases(),
                        group.refunds().purchases(),
                        group.sales().purchases()),
                shares(control.people().contacting(), before, group.people().contacting(), now));
    }

    /// p of the groups' sizes, given their weights; absent while there are too few users to tell.
    public static Optional<BigDecimal> sampleRatio(List<GroupResult> groups) {
        long users =
                groups.stream().mapToLong(group -> group.people().exposed()).sum();
        long weights = groups.stream().mapToLong(GroupResult::weight).sum();
        double[] expected = groups.stream()
                .mapToDouble(group -> (double) users * group.weight() / weights)
                .toArray();
        for (double each : expected) {
            if (each < EXPECTED_LEAST) {
                return Optional.empty();
            }
        }
        long[] seen =
                groups.stream().mapToLong(group -> group.people().exposed()).toArray();
        return Optional.of(
                decimal(ChiSquareTest.withDefaults().test(expected, seen).getPValue()));
    }

    /// Whether a sample ratio's p raises the alarm.
    public static boolean alarms(BigDecimal ratio) {
        return ratio.compareTo(ALARM) < 0;
    }

    /// Below which p a difference counts when so many groups are compared with the first.
    public static BigDecimal level(int comparisons) {
        return LEVEL.divide(new BigDecimal(Math.max(1, comparisons)), 4, RoundingMode.DOWN);
    }

    private static Estimate share(long part, long whole) {
        Interval interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(whole), Math.toIntExact(part), ERROR_RATE);
        return new Estimate(
                decimal((double) part / whole), decimal(interval.getLowerBound()), decimal(interval.getUpperBound()));
    }

    private static Estimate mean(GroupResult group) {
        Interval interval = NormalConfidenceInterval.MEAN.fromErrorRate(
                average(group), variance(group), group.people().exposed(), ERROR_RATE);
        return new Estimate(
                decimal(average(group)), decimal(interval.getLowerBound()), decimal(interval.getUpperBound()));
    }

    private static Optional<BigDecimal> shares(long first, long firstOf, long second, long secondOf) {
        long[][] table = {{first, firstOf - first}, {second, secondOf - second}};
        long all = firstOf + secondOf;
        for (long column : new long[] {first + second, all - first - second}) {
            for (long row : new long[] {firstOf, secondOf}) {
                if (all == 0 || (double) column * row / all < EXPECTED_LEAST) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(decimal(ChiSquareTest.withDefaults().test(table).getPValue()));
    }

    private static Optional<TTest.Result> welch(GroupResult control, GroupResult group) {
        long least = Math.min(control.people().exposed(), group.people().exposed());
        if (least < 2 || variance(control) + variance(group) == 0) {
            return Optional.empty();
        }
        return Optional.of(TTest.withDefaults()
                .test(
                        average(group),
                        variance(group),
                        group.people().exposed(),
                        average(control),
                        variance(control),
                        control.people().exposed()));
    }

    private static BigDecimal p(TTest.Result test) {
        return decimal(test.getPValue());
    }

    private static Estimate gain(GroupResult control, GroupResult group, TTest.Result test) {
        double difference = average(group) - average(control);
        double error = Math.sqrt(variance(group) / group.people().exposed()
                + variance(control) / control.people().exposed());
        double reach = error * TDistribution.of(test.getDegreesOfFreedom()).inverseSurvivalProbability(ERROR_RATE / 2);
        return new Estimate(decimal(difference), decimal(difference - reach), decimal(difference + reach));
    }

    private static double average(GroupResult group) {
        return (double) group.sales().revenue().amount() / group.people().exposed();
    }

    /// Of a user's revenue, without loss: the sums are exact until the one division.
    private static double variance(GroupResult group) {
        BigInteger users = BigInteger.valueOf(group.people().exposed());
        BigInteger sum = BigInteger.valueOf(group.sales().revenue().amount());
        BigInteger above = users.multiply(group.sales().squares()).subtract(sum.multiply(sum));
        BigInteger below = users.multiply(users.subtract(BigInteger.ONE));
        return new BigDecimal(above)
                .divide(new BigDecimal(below), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }
}
