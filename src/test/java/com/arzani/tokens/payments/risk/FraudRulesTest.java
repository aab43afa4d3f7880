package com.arzani.tokens.payments.risk;

import static com.arzani.tokens.payments.risk.RiskShop.ENTERPRISE;
import static com.arzani.tokens.payments.risk.RiskShop.STARTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// T16, ruling 26: each rule with a customer on either side of its threshold, and what is kept of what it saw.
@PostgresTest
class FraudRulesTest {
    private final TestDatabase database;
    private final RiskShop shop;

    FraudRulesTest(TestDatabase database) {
        this.database = database;
        shop = new RiskShop(database);
    }

    @AfterEach
    void backToTheRealClock() {
        database.setClock(Instant.now());
    }

    private void silent(String rule, long order) {
        JsonNode finding = shop.finding(order, rule);
        assertThat(finding.path("fired").asBoolean()).as(finding.toString()).isFalse();
        assertThat(finding.path("measure").asLong())
                .isLessThanOrEqualTo(finding.path("threshold").asLong());
        assertThat(finding.path("rows")).isEmpty();
    }

    private JsonNode fired(String rule, long points, long order) {
        JsonNode finding = shop.finding(order, rule);
        assertThat(finding.path("fired").asBoolean()).as(finding.toString()).isTrue();
        assertThat(finding.path("points").asLong()).isEqualTo(points);
        assertThat(finding.path("version").asLong()).isEqualTo(1);
        assertThat(finding.path("measure").asLong())
                .isGreaterThan(finding.path("threshold").asLong());
        assertThat(finding.path("rows"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("at", "kind", "subject", "pence", "measure"));
        return finding;
    }

    private long after(long packageId, ToLongFunction<RiskShop> past) {
        return shop.buy(past.applyAsLong(shop), packageId);
    }

    @Test
    void moreThanThreePurchasesInAnHour() {
        silent("purchase_velocity", after(STARTER, each -> {
            long user = each.customer();
            for (int purchase = 0; purchase < 3; purchase++) {
                each.earlier(user, 1000, 10 + purchase);
            }
            each.earlier(user, 1000, 61);
            return user;
        }));

        long order = after(STARTER, RiskShop::hasty);
        JsonNode finding = fired("purchase_velocity", 30, order);
        assertThat(finding.path("rows")).hasSize(4);
        assertThat(finding.path("rows").path(0).path("kind").asText()).isEqualTo("purchase");
        assertThat(shop.score(order)).isEqualTo(30);
    }

    @Test
    void checkoutsOpenedSideBySideCountLikePurchases() {
        long user = shop.customer();
        for (int checkout = 0; checkout < 4; checkout++) {
            silent("purchase_velocity", shop.buy(user, STARTER));
        }
        JsonNode finding = fired("purchase_velocity", 30, shop.buy(user, STARTER));
        assertThat(finding.path("rows").path(0).path("kind").asText()).isEqualTo("open_checkout");
    }

    @Test
    void anAmountFarAboveTheOwnMedian() {
        long usual = shop.customer();
        long unusual = shop.customer();
        long fewer = shop.customer();
        for (int purchase = 1; purchase <= 3; purchase++) {
            shop.earlier(usual, 1250, 60 * 24 * purchase);
            shop.earlier(unusual, 1240, 60 * 24 * purchase);
        }
        shop.earlier(fewer, 30, 60 * 24);
        shop.earlier(fewer, 30, 60 * 48);

        silent("unusual_amount", shop.buy(usual, ENTERPRISE));
        silent("unusual_amount", shop.buy(fewer, ENTERPRISE));
        JsonNode row = fired("unusual_amount", 20, shop.buy(unusual, ENTERPRISE))
                .path("rows")
                .path(0);
        assertThat(row.path("pence").asLong()).isEqualTo(1240);
        assertThat(row.path("subject").asLong()).isEqualTo(3);
    }

    @Test
    void theLargestPackageWithinAnHourOfRegistration() {
        silent("newcomer_buys_largest", shop.buy(shop.customer(2), ENTERPRISE));
        silent("newcomer_buys_largest", shop.buy(shop.customer(0), STARTER));
        long order = shop.buy(shop.customer(0), ENTERPRISE);
        fired("newcomer_buys_largest", 20, order);
        assertThat(shop.decision(order)).isEqualTo("pass");
    }

    @Test
    void moreThanFiveUnpaidCheckoutsInADay() {
        silent("unpaid_checkouts", after(STARTER, each -> {
            long user = each.customer();
            for (int order = 0; order < 5; order++) {
                each.unpaid(user, "failed", 3);
            }
            each.unpaid(user, "expired", 25);
            each.unpaid(user, "refused", 3); // ours, not theirs
            return user;
        }));
        JsonNode finding = fired("unpaid_checkouts", 20, after(STARTER, each -> {
            long user = each.customer();
            for (int order = 0; order < 4; order++) {
                each.unpaid(user, "failed", 3);
            }
            each.unpaid(user, "expired", 3);
            each.unpaid(user, "created", 3); // its time is over, the job has not come by
            return user;
        }));
        assertThat(finding.path("rows").findValuesAsText("kind")).contains("failed_checkout", "abandoned_checkout");
    }

    @Test
    void openOrLostDisputes() {
        for (String phase : new String[] {"inquiry", "closed", "won", "unclear"}) {
            silent("disputed_payments", after(STARTER, each -> {
                long user = each.customer();
                each.disputed(user, phase);
                return user;
            }));
        }
        for (String phase : new String[] {"held", "lost"}) {
            fired("disputed_payments", 30, after(STARTER, each -> {
                long user = each.customer();
                each.disputed(user, phase);
                return user;
            }));
        }
    }

    @Test
    void contactsOfVeryManyListingsInAnHour() {
        silent("contacts_in_bulk", after(STARTER, each -> {
            long user = each.customer();
            each.contacted(user, 30);
            return user;
        }));
        long order = after(STARTER, each -> {
            long user = each.customer();
            each.contacted(user, 60);
            return user;
        });
        JsonNode finding = fired("contacts_in_bulk", 20, order);
        assertThat(finding.path("measure").asLong()).isEqualTo(60);
        assertThat(finding.path("rows")).as("kept of the evidence").hasSize(50);
    }

    @Test
    void aNewVersionReplacesTheOldOneAndRewritesNothing() {
        long before = after(STARTER, RiskShop::hasty);
        shop.sql().execute("""
                INSERT INTO fraud_rules (name, version, check_name, display_order, points, look_back, threshold, is_active, evidence_query)
                SELECT name, 2, check_name, display_order, 40, look_back, 4, true, evidence_query FROM fraud_rules
                WHERE name = 'purchase_velocity'""");
        try {
            silent("purchase_velocity", after(STARTER, RiskShop::hasty));
            assertThat(shop.finding(before, "purchase_velocity").path("points").asLong())
                    .isEqualTo(30);
        } finally {
            shop.sql().execute("""
                    INSERT INTO fraud_rules (name, version, check_name, display_order, points, look_back, threshold, is_active, evidence_query)
                    SELECT name, 3, check_name, display_order, points, look_back, threshold, true, evidence_query FROM fraud_rules
                    WHERE name = 'purchase_velocity' AND version = 1""");
        }
        assertThat(shop.finding(after(STARTER, RiskShop::hasty), "purchase_velocity")
                        .path("version")
                        .asLong())
                .isEqualTo(3);
        for (String change : new String[] {
            "UPDATE fraud_rules SET points = 0",
            "DELETE FROM fraud_rules",
            "DELETE FROM risk_assessments",
            "UPDATE risk_assessments SET score = 0",
            "TRUNCATE risk_assessments CASCADE"
        }) {
            assertThatThrownBy(() -> shop.sql().execute(change)).hasMessageContaining("append_only");
        }
    }
}
