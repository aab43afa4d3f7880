package com.arzani.tokens.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Charge;
import com.arzani.tokens.payments.Origin;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));
    private static final Order ORDER =
            new Order(7, 3, new Amount(2500, "GBP"), 30, Optional.of("cs_7"), Optional.of("pi_7"));

    private final Reconciler reconciler = new Reconciler(false);

    @Test
    void agreementIsNoDifference() {
        assertThat(compare(paid(2500, 0), sold())).isEmpty();
        assertThat(compare(paid(2500, 2500), sold(entry(3, "refund", -30, "re", 0))))
                .isEmpty();
        assertThat(compare(unpaid(PaymentStatus.CANCELED), unsold())).isEmpty();
    }

    @Test
    void r1_paidAndNotCredited() {
        assertThat(kinds(compare(paid(2500, 0), unsold()))).containsExactly(FindingClass.R1);
        assertThat(compare(paid(2500, 0), unsold()).getFirst().tokens()).isEqualTo(30);
    }

    @Test
    void r1_aYoungPaymentMayStillBeOnItsWay() {
        Payment young = payment(PaymentStatus.SUCCEEDED, NOW.minus(Duration.ofMinutes(15)), 2500, 0);
        assertThat(compare(young, unsold())).isEmpty();
        Payment old = payment(
                PaymentStatus.SUCCEEDED, NOW.minus(Duration.ofMinutes(15)).minusSeconds(1), 2500, 0);
        assertThat(kinds(compare(old, unsold()))).containsExactly(FindingClass.R1);
    }

    @Test
    void r1_anOrderThatDoesNotExistIsToldAndAForeignPaymentIsNot() {
        Booking nothing = new Booking("pi_7", Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        assertThat(kinds(compare(paid(2500, 0), nothing))).containsExactly(FindingClass.R1);
        Payment foreign = new Payment(
                new Origin("pi_7", LONG_AGO, false),
                PaymentStatus.SUCCEEDED,
                new Amount(2500, "GBP"),
                2500,
                Map.of(),
                Optional.empty());
        assertThat(kinds(compare(foreign, nothing))).containsExactly(FindingClass.R14);
    }

    @Test
    void r1_whatWentBackInFullIsNotCredited() {
        assertThat(compare(paid(2500, 2500), unsold())).isEmpty();
    }

    @Test
    void r2_creditedAndUnknownToStripe() {
        assertThat(kinds(reconciler
                        .compare(Evidence.of(Optional.empty()), sold(), NOW, WITHIN)
                        .differences()))
                .containsExactly(FindingClass.R2);
    }

    @ParameterizedTest
    @EnumSource(value = PaymentStatus.class, names = "SUCCEEDED", mode = EnumSource.Mode.EXCLUDE)
    void r2_creditedAndNotPaid(PaymentStatus status) {
        assertThat(kinds(compare(unpaid(status), sold()))).containsExactly(FindingClass.R2);
    }

    @Test
    void r2_isGoneOnceTheCreditsAreReversed() {
        Booking reversed = sold(entry(3, "reversal", -25, "rev1", 1), entry(4, "reversal", -5, "rev2", 2));
        assertThat(compare(unpaid(PaymentStatus.CANCELED), reversed)).isEmpty();
    }

    @Test
    void r3_refundedInFullAndNotTakenBack() {
        Difference difference = compare(paid(2500, 2500), sold()).getFirst();
        assertThat(difference.kind()).isEqualTo(FindingClass.R3);
        assertThat(difference.tokens()).isEqualTo(30);
        assertThat(kinds(compare(paid(2500, 2500), sold(entry(3, "refund", -29, "re", 0)))))
                .containsExactly(FindingClass.R3);
    }

    @Test
    void r3_aReversedSaleHasBeenTakenBack() {
        Booking reversed = sold(entry(3, "reversal", -25, "rev1", 1), entry(4, "reversal", -5, "rev2", 2));
        assertThat(compare(paid(2500, 2500), reversed)).isEmpty();
    }

    @Test
    void r3_aRefundThatWasReversedTookNothing() {
        Booking undone = sold(entry(3, "refund", -30, "re", 0), entry(4, "reversal", 30, "rev", 3));
        assertThat(kinds(compare(paid(2500, 2500), undone))).containsExactly(FindingClass.R3);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "83, 0", "84, 1", "1000, 12", "1250, 15", "2499, 29", "2500, 30"})
    void r4_ruleEightRoundsDown(long refunded, long tokens) {
        assertThat(Comparison.share(30, refunded, 2500)).isEqualTo(tokens);
        Booking right = tokens == 0 ? sold() : sold(entry(3, "refund", -tokens, "re", 0));
        assertThat(compare(paid(2500, refunded), right)).isEmpty();
    }

    @Test
    void r4_tooLittleAndTooMuchAreBothTold() {
        Difference little = compare(paid(2500, 1250), sold(entry(3, "refund", -14, "re", 0)))
                .getFirst();
        assertThat(little.kind()).isEqualTo(FindingClass.R4);
        assertThat(little.tokens()).isEqualTo(1);
        Difference much = compare(paid(2500, 1250), sold(entry(3, "refund", -20, "re", 0)))
                .getFirst();
        assertThat(much.kind()).isEqualTo(FindingClass.R4);
        assertThat(much.tokens()).isEqualTo(-5);
    }

    @Test
    void r6_amountOrCurrencyDiffersAndNothingIsCreditable() {
        assertThat(kinds(compare(paid(2400, 0), unsold()))).containsExactly(FindingClass.R6);
        Payment euros = new Payment(
                new Origin("pi_7", LONG_AGO, false),
                PaymentStatus.SUCCEEDED,
                new Amount(2500, "EUR"),
                2500,
                Map.of("order_id", "7"),
                Optional.empty());
        assertThat(kinds(compare(euros, unsold()))).containsExactly(FindingClass.R6);
    }

    @Test
    void r7_onePaymentCreditedTwice() {
        Booking twice =
                sold(entry(3, "purchase", 25, "stripe:cs_other", 0), entry(4, "bonus", 5, "stripe:cs_other", 0));
        List<Difference> found = compare(paid(2500, 0), twice);
        assertThat(kinds(found)).containsExactly(FindingClass.R7);
        assertThat(found.getFirst().tokens()).isEqualTo(30);
        assertThat(found.getFirst().fingerprint()).isEqualTo("R7:pi_7:entry3");
    }

    @Test
    void r7_isGoneOnceTheSecondIsReversed() {
        Booking repaired = sold(
                entry(3, "purchase", 25, "stripe:cs_other", 0),
                entry(4, "bonus", 5, "stripe:cs_other", 0),
                entry(5, "reversal", -25, "rev1", 3),
                entry(6, "reversal", -5, "rev2", 4));
        assertThat(compare(paid(2500, 0), repaired)).isEmpty();
        assertThat(kinds(compare(paid(2500, 2500), repaired))).containsExactly(FindingClass.R3);
    }

    private List<Difference> compare(Payment payment, Booking ours) {
        return reconciler
                .compare(Evidence.of(Optional.of(payment)), ours, NOW, WITHIN)
                .differences();
    }

    private static List<FindingClass> kinds(List<Difference> differences) {
        return differences.stream().map(Difference::kind).toList();
    }

    private static Booking unsold() {
        return new Booking("pi_7", Optional.of(ORDER), List.of(), Optional.empty(), Optional.empty());
    }

    private static Booking sold(Entry... more) {
        List<Entry> entries = new java.util.ArrayList<>(
                List.of(entry(1, "purchase", 25, "stripe:cs_7", 0), entry(2, "bonus", 5, "stripe:cs_7", 0)));
        entries.addAll(List.of(more));
        return new Booking("pi_7", Optional.of(ORDER), entries, Optional.empty(), Optional.empty());
    }

    private static Entry entry(long id, String type, long tokens, String key, long reverses) {
        return new Entry(id, 3, type, tokens, 0, key, reverses, LONG_AGO);
    }

    private static Payment paid(long pence, long refunded) {
        return payment(PaymentStatus.SUCCEEDED, LONG_AGO, pence, refunded);
    }

    private static Payment unpaid(PaymentStatus status) {
        return payment(status, LONG_AGO, 2500, 0);
    }

    private static Payment payment(PaymentStatus status, Instant at, long pence, long refunded) {
        return new Payment(
                new Origin("pi_7", at, false),
                status,
                new Amount(pence, "GBP"),
                status == PaymentStatus.SUCCEEDED ? pence : 0,
                Map.of("order_id", "7"),
                Optional.of(new Charge("ch_7", refunded, false, Optional.empty())));
    }
}
