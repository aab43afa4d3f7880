package com.arzani.tokens.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.arzani.tokens.catalog.ExperimentStatistics.Comparison;
import com.arzani.tokens.catalog.ExperimentStatistics.Estimate;
import com.arzani.tokens.money.Pence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The statistics against examples that were published with their results.
class ExperimentStatisticsTest {
    private static GroupResult users(String group, long exposed, long buyers) {
        return group(group, exposed, buyers, 0, BigInteger.ZERO);
    }

    private static GroupResult group(String group, long exposed, long buyers, long revenue, BigInteger squares) {
        return new GroupResult(
                group,
                1,
                new GroupResult.People(exposed, buyers, 0),
                new GroupResult.Sales(buyers, new Pence(revenue), squares),
                new GroupResult.Refunds(0, Pence.ZERO));
    }

    private static GroupResult of(String group, int... tenths) {
        long sum = 0;
        BigInteger squares = BigInteger.ZERO;
        for (int each : tenths) {
            sum += each;
            squares = squares.add(BigInteger.valueOf((long) each * each));
        }
        return group(group, tenths.length, tenths.length, sum, squares);
    }

    private static void near(BigDecimal value, String expected, String tolerance) {
        assertThat(value).isCloseTo(new BigDecimal(expected), within(new BigDecimal(tolerance)));
    }

    @Test
    void tooFewPeopleGiveNoTestInsteadOfAWrongOne() {
        GroupResult none = users("control", 0, 0);
        assertThat(ExperimentStatistics.figures(none).conversion()).isEmpty();
        assertThat(ExperimentStatistics.figures(users("control", 1, 1)).revenue())
                .isEmpty();
        Comparison compared = ExperimentStatistics.compare(none, users("a", 40, 2));
        assertThat(compared.conversion()).isEmpty();
        assertThat(compared.revenue()).isEmpty();
        assertThat(compared.refunds()).isEmpty();
        assertThat(ExperimentStatistics.compare(users("control", 40, 2), users("a", 40, 1))
                        .conversion())
                .as("fewer than five buyers expected")
                .isEmpty();
        assertThat(ExperimentStatistics.sampleRatio(List.of(users("control", 4, 0), users("a", 4, 0))))
                .isEmpty();
    }

    @Test
    void buyersAreComparedAsInTheAspirinStudy() {
        // Agresti, An Introduction to Categorical Data Analysis, 2nd edition (2007), tables 2.3 and section 2.4: heart
        // attacks of 11,034 physicians on placebo (189) and 11,037 on aspirin (104); Pearson's X² = 25.01, df 1.
        Comparison compared =
                ExperimentStatistics.compare(users("placebo", 11_034, 189), users("aspirin", 11_037, 104));
        near(compared.conversion().orElseThrow(), "0.00000057", "0.00000001");
    }

    @Test
    void sharesHaveNewcombesIntervals() {
        // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table
        // I,
        // method 3 (Wilson's score without correction).
        check(users("a", 263, 81), "0.2553", "0.3662");
        check(users("a", 148, 15), "0.0624", "0.1605");
        check(users("a", 20, 0), "0.0000", "0.1611");
        check(users("a", 29, 1), "0.0061", "0.1718");
    }

    private static void check(GroupResult group, String low, String high) {
        Estimate estimate = ExperimentStatistics.figures(group).conversion().orElseThrow();
        near(estimate.low(), low, "0.00005");
        near(estimate.high(), high, "0.00005");
    }

    @Test
    void revenueIsComparedAsStudentsSleep() {
        // Student, The probable error of a mean, Biometrika 6 (1908), as in R's documentation of t.test (data `sleep`):
        // Welch's t = -1.8608, df = 17.776, p = 0.07939, interval -3.3654832 to 0.2054832. Here in tenths of an hour.
        GroupResult first = of("first", 7, -16, -2, -12, -1, 34, 37, 8, 0, 20);
        GroupResult second = of("second", 19, 8, 11, 1, -1, 44, 55, 16, 46, 34);
        Comparison compared = ExperimentStatistics.compare(second, first);
        near(compared.revenue().orElseThrow(), "0.07939", "0.000005");
        Estimate gain = compared.gain().orElseThrow();
        near(gain.value(), "-15.8", "0.0001");
        near(gain.low(), "-33.654832", "0.000001");
        near(gain.high(), "2.054832", "0.000001");
        // The same page's one sample t-test of the second group: mean 2.33, interval 0.8976775 to 3.7623225.
        Estimate mean = ExperimentStatistics.figures(second).revenue().orElseThrow();
        near(mean.value(), "23.3", "0.0001");
        near(mean.low(), "8.976775", "0.000001");
        near(mean.high(), "37.623225", "0.000001");
    }

    @Test
    void aSampleRatioThatIsOffRaisesTheAlarm() {
        // Kohavi, Tang, Xu, Trustworthy Online Controlled Experiments (2020), chapter 3: 821,588 and 815,482 users of a
        // design of halves have p = 1.8E-6.
        BigDecimal ratio = ExperimentStatistics.sampleRatio(
                        List.of(users("control", 821_588, 0), users("treatment", 815_482, 0)))
                .orElseThrow();
        near(ratio, "0.0000018", "0.00000005");
        assertThat(ExperimentStatistics.alarms(ratio)).isTrue();
        assertThat(ExperimentStatistics.alarms(
                        ExperimentStatistics.sampleRatio(List.of(users("control", 5_000, 0), users("a", 5_050, 0)))
                                .orElseThrow()))
                .isFalse();
    }

    @Test
    void manyComparisonsShareTheLevel() {
        assertThat(ExperimentStatistics.level(1)).isEqualByComparingTo("0.05");
        assertThat(ExperimentStatistics.level(2)).isEqualByComparingTo("0.025");
        assertThat(ExperimentStatistics.level(0)).isEqualByComparingTo("0.05");
    }
}
