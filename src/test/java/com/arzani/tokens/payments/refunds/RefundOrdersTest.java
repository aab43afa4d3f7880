package com.arzani.tokens.payments.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.refunds.RefundShop.Sale;
import com.arzani.tokens.payments.simulator.RefundCourse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F8 and rule 8, generated: any split of a payment into refunds, some pending, some failing, told by events in any
/// order,
/// late, early, twice, with the credit anywhere between them and spending meanwhile, ends with what rule 8 says.
@PostgresTest
class RefundOrdersTest {
    private static final int SALES = 12;
    private static final int SALES_SOAK = 600;
    private static final long[] PRICES = {30, 99, 1000, 2500, 4999};

    private final TestDatabase database;
    private RefundShop shop;
    private Random random;

    RefundOrdersTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        shop = new RefundShop(database);
    }

    @AfterEach
    void stop() {
        shop.proven();
        shop.close();
    }

    @Test
    void f8_rule8_everyOrderOfEventsEndsAlike() {
        tell(SALES, 20261123);
    }

    @Test
    @Tag("soak")
    void f8_rule8_everyOrderOfEventsEndsAlikeManyTimes() {
        tell(SALES_SOAK, 1);
    }

    private void tell(int sales, long seed) {
        random = new Random(seed);
        for (int sale = 0; sale < sales; sale++) {
            tell();
        }
    }

    private void tell() {
        long tokens = 1 + random.nextInt(60);
        long bonus = random.nextInt(3) == 0 ? 0 : random.nextLong(tokens + 1);
        long price = PRICES[random.nextInt(PRICES.length)];
        Sale sale = shop.paid(tokens, bonus, price);
        if (random.nextBoolean()) {
            shop.credit(sale);
        }
        List<String> made = new ArrayList<>();
        List<String> late = new ArrayList<>();
        long left = price;
        long back = 0;
        while (left > 0 && made.size() < 6 && random.nextInt(6) > 0) {
            shop.simulator.refundsGo(RefundCourse.values()[random.nextInt(3)]);
            long pence = random.nextInt(3) == 0 ? left : 1 + random.nextLong(left);
            String refund = shop.simulator.refund(sale.paymentId(), pence);
            made.add(refund);
            left -= pence;
            sometimes(late, sale, refund);
            if (random.nextInt(3) == 0) {
                String failing = made.remove(random.nextInt(made.size()));
                long failed = shop.refunds
                        .refund(failing)
                        .orElseThrow()
                        .refund()
                        .amount()
                        .pence();
                shop.simulator.failRefund(failing);
                left += failed;
                back += failed;
                sometimes(late, sale, failing);
            }
        }
        List<String> all = new ArrayList<>(late);
        shop.refunds.refundsOf(sale.paymentId()).forEach(refund -> all.add(refund.id()));
        all.add("credit");
        Collections.shuffle(all, random);
        all.forEach(what -> happen(sale, what));
        long due = (tokens + bonus) * (price - left) / price;
        assertThat(shop.taken(sale))
                .as("of %d+%d tokens for %d pence, %d left, %d came back", tokens, bonus, price, left, back)
                .isEqualTo(due);
        assertThat(shop.standing(sale)).isEqualTo(tokens + bonus - due);
    }

    /// An event may come at once, or with the others at the end, or both; and customers spend meanwhile.
    private void sometimes(List<String> late, Sale sale, String refund) {
        if (random.nextBoolean()) {
            happen(sale, refund);
        }
        if (random.nextBoolean()) {
            late.add(refund);
        }
        if (random.nextInt(4) == 0) {
            late.add("credit");
        }
        long balance = Long.parseLong(shop.wallet(sale).split("/")[0]);
        if (balance > 0 && random.nextBoolean()) {
            shop.spend(sale, 1 + random.nextLong(balance));
        }
    }

    private void happen(Sale sale, String what) {
        if (what.equals("credit")) {
            shop.credit(sale);
        } else if (random.nextInt(3) == 0) {
            shop.tell("charge.refunded", shop.chargeOf(sale.paymentId()));
        } else {
            shop.tell("refund.updated", what);
        }
    }
}
